using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Parsing;

/// <summary>
/// Tells compilations apart that declare different things. Those of one epoch have the same name, options and references, and the same files
/// but for what <see cref="DeclarationComparison"/> leaves out.
/// </summary>
internal sealed class Epochs
{
    private readonly object _gate = new();
    private readonly ConditionalWeakTable<Compilation, object> _known = new();
    private Seen? _last;

    /// <summary>The epoch of a compilation: the same object for all of one.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellation">Ends the comparison of files.</param>
    public object Of(CSharpCompilation compilation, CancellationToken cancellation)
    {
        if (_known.TryGetValue(compilation, out object? known))
            return known;
        lock (_gate)
        {
            if (_known.TryGetValue(compilation, out known))
                return known;
            object epoch = _last?.IsLike(compilation, cancellation) == true ? _last.Epoch : new object();
            _last = new Seen(
                epoch, compilation.SyntaxTrees, compilation.ExternalReferences, compilation.Options, compilation.AssemblyName);
            _known.Add(compilation, epoch);
            return epoch;
        }
    }

    /// <summary>The last compilation, without its symbols.</summary>
    private sealed class Seen(
        object epoch, ImmutableArray<SyntaxTree> files, ImmutableArray<MetadataReference> references, CSharpCompilationOptions options,
        string? name)
    {
        public object Epoch => epoch;

        // A file that is another object in another place begins an epoch: a compilation that has one replaced keeps the order.
        public bool IsLike(CSharpCompilation compilation, CancellationToken cancellation) =>
            compilation.AssemblyName == name && compilation.Options.Equals(options)
                && compilation.ExternalReferences.SequenceEqual(references)
                && compilation.SyntaxTrees.Length == files.Length
                && files.Zip(compilation.SyntaxTrees, (before, after) => DeclarationComparison.AreSame(before, after, cancellation))
                    .All(same => same);
    }
}
