using LstmGen.Generator.Text;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Parsing;

/// <summary>
/// Finds types of the user's project whose full names are those of types that emitted code uses: the compiler prefers the project's. And
/// aliases that emitted files have too.
/// </summary>
internal static class ProjectTypes
{
    private static readonly string[] Roots = ["System", "LstmGen", "ILGPU"];

    /// <summary>The first alias that a file declares for all files and an emitted text for itself, which is an error; or null.</summary>
    public static string? AliasInTheWay(Compilation compilation, IEnumerable<string> texts, CancellationToken cancellation)
    {
        string[] aliases = [.. compilation.SyntaxTrees.SelectMany(file => AttributedTypes.Of(file, cancellation).GlobalAliases)];
        return aliases.Length == 0 ? null : aliases.FirstOrDefault(alias => texts.Any(text => RuntimeNames.DeclaresAlias(text, alias)));
    }

    /// <summary>The first such type, or null.</summary>
    public static string? InTheWay(Compilation compilation)
    {
        INamespaceSymbol project = compilation.Assembly.GlobalNamespace;
        foreach (string root in Roots)
        {
            if (project.GetTypeMembers(root).Any())
                return root;
            if (project.GetMembers(root).OfType<INamespaceSymbol>().Any()
                && RuntimeNames.Full.FirstOrDefault(
                    name => name.StartsWith(root + ".", StringComparison.Ordinal) && IsDeclared(name, project, compilation)) is { } found)
                return found;
        }

        return null;
    }

    private static bool IsDeclared(string name, INamespaceSymbol project, Compilation compilation)
    {
        string[] parts = name.Split('.');
        INamespaceSymbol? own = project, all = compilation.GlobalNamespace;
        foreach (string part in parts.Take(parts.Length - 1))
        {
            own = own?.GetMembers(part).OfType<INamespaceSymbol>().FirstOrDefault();
            all = all?.GetMembers(part).OfType<INamespaceSymbol>().FirstOrDefault();
        }

        string type = parts[parts.Length - 1], attribute = type + "Attribute";
        return new[] { type, attribute }.Any(one => own?.GetTypeMembers(one).Any(mine => all!.GetTypeMembers(one)
            .Any(
                other =>
                    other.Arity == mine.Arity
                        && !SymbolEqualityComparer.Default.Equals(other.ContainingAssembly, compilation.Assembly))) == true);
    }
}
