using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>
/// Compares what two versions of a file declare. Left out are comments and what <see cref="DeclarationSyntax"/> lists; of free members the
/// names are collected that came, went or changed. (The compiler's own comparison of declarations takes raw strings of different texts for
/// equal.)
/// </summary>
internal sealed class DeclarationComparison(ICollection<string> changed, CancellationToken cancellation)
{
    /// <summary>Whether two files declare the same but for free members.</summary>
    public bool AreSame(SyntaxTree before, SyntaxTree after) =>
        before == after
            || (before.FilePath == after.FilePath && before.Options.Equals(after.Options)
                && AreSame(before.GetRoot(cancellation), after.GetRoot(cancellation)));

    private bool AreSame(SyntaxNode before, SyntaxNode after)
    {
        if (before.IsIncrementallyIdenticalTo(after))
            return true;
        if (before.RawKind != after.RawKind)
            return false;
        cancellation.ThrowIfCancellationRequested();
        if (DeclarationSyntax.IsBody(before) && DeclarationSyntax.IsBody(after))
            return true;
        bool areModels = DeclarationSyntax.IsModel(before) && DeclarationSyntax.IsModel(after);
        using IEnumerator<SyntaxNodeOrToken> one = Parts(before, areModels).GetEnumerator();
        using IEnumerator<SyntaxNodeOrToken> other = Parts(after, areModels).GetEnumerator();
        while (one.MoveNext())
        {
            if (!other.MoveNext() || !AreSame(one.Current, other.Current))
                return false;
        }

        if (other.MoveNext())
            return false;
        Collect([.. DeclarationSyntax.FreeMembers(before)], [.. DeclarationSyntax.FreeMembers(after)]);
        return true;
    }

    private bool AreSame(SyntaxNodeOrToken before, SyntaxNodeOrToken after)
    {
        if (before.AsNode() is { } node)
            return after.AsNode() is { } other && AreSame(node, other);
        return after.AsNode() is null && before.RawKind == after.RawKind && before.IsMissing == after.IsMissing
            && before.AsToken().Text == after.AsToken().Text;
    }

    private void Collect(MemberDeclarationSyntax[] before, MemberDeclarationSyntax[] after)
    {
        int most = Math.Min(before.Length, after.Length), start = 0, end = 0;
        while (start < most && AreSame(before[start], after[start]))
            start++;
        while (end < most - start && AreSame(before[before.Length - 1 - end], after[after.Length - 1 - end]))
            end++;
        foreach (MemberDeclarationSyntax member in before.Skip(start).Take(before.Length - start - end)
            .Concat(after.Skip(start).Take(after.Length - start - end)))
        {
            foreach (string name in DeclarationSyntax.Names(member))
                changed.Add(name);
        }
    }

    // Of statements that stand outside of types only that there are some: they declare the class Program.
    private static IEnumerable<SyntaxNodeOrToken> Parts(SyntaxNode node, bool isModel)
    {
        bool hasStatement = false;
        foreach (SyntaxNodeOrToken part in node.ChildNodesAndTokens())
        {
            bool isStatement = part.IsKind(SyntaxKind.GlobalStatement);
            if (isStatement && hasStatement || isModel && part.IsKind(SyntaxKind.AttributeList) || DeclarationSyntax.IsFree(part.AsNode()))
                continue;
            hasStatement |= isStatement;
            yield return isStatement ? default : part;
        }
    }
}
