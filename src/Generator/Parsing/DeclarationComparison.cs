using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>
/// Compares what two versions of a file declare. Left out are bodies, values of fields that are not constant, comments, and the attributes of
/// classes that are marked as models: <see cref="ReadingMemo"/> keeps no reading that depends on those of another class. The compiler's own
/// comparison of declarations takes raw strings of different texts for equal.
/// </summary>
internal static class DeclarationComparison
{
    /// <summary>Whether two files declare the same.</summary>
    /// <param name="before">One.</param>
    /// <param name="after">The other.</param>
    /// <param name="cancellation">Ends the comparison.</param>
    public static bool AreSame(SyntaxTree before, SyntaxTree after, CancellationToken cancellation) =>
        before == after
            || (before.FilePath == after.FilePath && before.Options.Equals(after.Options)
                && AreSame(before.GetRoot(cancellation), after.GetRoot(cancellation), cancellation));

    private static bool AreSame(SyntaxNode before, SyntaxNode after, CancellationToken cancellation)
    {
        if (before.IsIncrementallyIdenticalTo(after))
            return true;
        if (before.RawKind != after.RawKind)
            return false;
        cancellation.ThrowIfCancellationRequested();
        if (before is BlockSyntax or ArrowExpressionClauseSyntax || IsVariable(before) && IsVariable(after))
            return true;
        bool areModels = IsModel(before) && IsModel(after);
        using IEnumerator<SyntaxNodeOrToken> one = Parts(before, areModels).GetEnumerator(), other = Parts(after, areModels).GetEnumerator();
        while (one.MoveNext())
        {
            if (!other.MoveNext() || !AreSame(one.Current, other.Current, cancellation))
                return false;
        }

        return !other.MoveNext();
    }

    private static bool AreSame(SyntaxNodeOrToken before, SyntaxNodeOrToken after, CancellationToken cancellation)
    {
        if (before.AsNode() is { } node)
            return after.AsNode() is { } other && AreSame(node, other, cancellation);
        return after.IsToken && before.RawKind == after.RawKind && before.IsMissing == after.IsMissing
            && before.AsToken().Text == after.AsToken().Text;
    }

    // Of statements that stand outside of types only that there are some: they declare the class Program.
    private static IEnumerable<SyntaxNodeOrToken> Parts(SyntaxNode node, bool isModel)
    {
        bool hasStatement = false;
        foreach (SyntaxNodeOrToken part in node.ChildNodesAndTokens())
        {
            bool isStatement = part.IsKind(SyntaxKind.GlobalStatement);
            if (isStatement && hasStatement || isModel && part.IsKind(SyntaxKind.AttributeList))
                continue;
            hasStatement |= isStatement;
            yield return isStatement ? default : part;
        }
    }

    // The value of a field that is no constant.
    private static bool IsVariable(SyntaxNode node) =>
        node is EqualsValueClauseSyntax { Parent.Parent.Parent: FieldDeclarationSyntax field } && !field.Modifiers.Any(SyntaxKind.ConstKeyword);

    private static bool IsModel(SyntaxNode node) => node is TypeDeclarationSyntax type && AttributedTypes.IsMarked(type);
}
