using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Parsing;

/// <summary>
/// Tells compilations apart that declare different things. Those of one epoch have the same name, options and references, and files that
/// declare the same but for free members. No free member that changed in it has a name that is used in what can be seen of another file,
/// but perhaps in attributes of models: those are compared with <see cref="DeclarationState.Changed"/>.
/// </summary>
internal sealed class DeclarationStates
{
    // The list is copied with each change.
    private const int MostChanged = 256;

    private readonly object _gate = new();
    private readonly ConditionalWeakTable<Compilation, DeclarationState> _known = new();
    private Seen? _last;

    /// <summary>The state of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellation">Ends the comparison of files.</param>
    public DeclarationState Of(CSharpCompilation compilation, CancellationToken cancellation)
    {
        if (_known.TryGetValue(compilation, out DeclarationState? known))
            return known;
        lock (_gate)
        {
            if (_known.TryGetValue(compilation, out known))
                return known;
            DeclarationState state = _last?.Next(compilation, cancellation) ?? new(new object(), []);
            _last = new Seen(
                state, compilation.SyntaxTrees, compilation.ExternalReferences, compilation.Options, compilation.AssemblyName);
            _known.Add(compilation, state);
            return state;
        }
    }

    /// <summary>The last compilation, without its symbols.</summary>
    private sealed class Seen(
        DeclarationState state, ImmutableArray<SyntaxTree> files, ImmutableArray<MetadataReference> references,
        CSharpCompilationOptions options, string? name)
    {
        // Null where an epoch ends. Files have the same order: a compilation that has one replaced keeps it.
        public DeclarationState? Next(CSharpCompilation compilation, CancellationToken cancellation)
        {
            if (compilation.AssemblyName != name || !compilation.Options.Equals(options)
                || !compilation.ExternalReferences.SequenceEqual(references) || compilation.SyntaxTrees.Length != files.Length)
                return null;
            var changed = new List<string>();
            var comparison = new DeclarationComparison(changed, cancellation);
            for (int i = 0; i < files.Length; i++)
            {
                if (!comparison.AreSame(files[i], compilation.SyntaxTrees[i]))
                    return null;
            }

            if (changed.Count == 0)
                return state;
            return state.Changed.Length + changed.Count > MostChanged || IsUsed(changed, compilation, cancellation)
                ? null : state with { Changed = state.Changed.AddRange(changed) };
        }

        private static bool IsUsed(List<string> names, CSharpCompilation compilation, CancellationToken cancellation) =>
            compilation.SyntaxTrees.Any(file => names.Any(DeclarationSyntax.UsedNames(file, cancellation).Contains));
    }
}
