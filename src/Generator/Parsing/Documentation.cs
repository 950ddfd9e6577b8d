using LstmGen.Generator.Spec;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Parsing;

/// <summary>Sees what documentation a class has, so that nothing is written a second time.</summary>
internal static class Documentation
{
    /// <summary>Where the model's table can stand.</summary>
    public static TablePlace Place(INamedTypeSymbol type)
    {
        // Read as it is written: whether the compiler parses documentation is a setting of the project.
        string[] comments = [.. type.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax().GetLeadingTrivia())
            .Select(trivia => trivia.ToFullString()).Where(
                text => text.Contains("///") || text.StartsWith("/**", StringComparison.Ordinal))];
        if (comments.Length == 0)
            return TablePlace.Summary;
        return comments.Any(text => text.Contains("<remarks") || text.Contains("<inheritdoc") || text.Contains("<include"))
            ? TablePlace.Nowhere
            : TablePlace.Remarks;
    }
}
