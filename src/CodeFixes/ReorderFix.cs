using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.CodeFixes;

/// <summary>LSTMG005: brings the attributes into the order input, layers, heads; within each they stay as they are.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReorderFix)), Shared]
public sealed class ReorderFix() : ModelFix("LSTMG005")
{
    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    private protected override IEnumerable<Offer> Offers { get; } =
        [new("Order the attributes: input, layers, heads", (root, type, vocabulary) => root.ReplaceNode(type, Reorder(type, vocabulary)))];

    private static TypeDeclarationSyntax Reorder(TypeDeclarationSyntax type, Vocabulary vocabulary)
    {
        SyntaxTriviaList top = type.GetLeadingTrivia(), indentation = AttributeLists.Indentation(type);
        SyntaxTrivia lineEnd = AttributeLists.LineEnd(type);
        int[] ranks = [.. type.AttributeLists.SelectMany(list => list.Attributes).Select(vocabulary.Rank)];
        // The comments above the class stay above it, whichever attribute comes first; other comments go with their attribute.
        List<AttributeListSyntax> lists = [.. type.AttributeLists.SelectMany(
            (list, index) => Split(list, index == 0 ? indentation : list.GetLeadingTrivia(), indentation, lineEnd))];
        lists = [.. lists.Select((list, index) => (list, rank: ranks[index])).OrderBy(one => one.rank).Select(one => one.list)];
        SyntaxTriviaList own = lists[0].GetLeadingTrivia();
        lists[0] = lists[0].WithLeadingTrivia(top.Take(top.Count - indentation.Count).Concat(own));
        return (TypeDeclarationSyntax)type.WithAttributeLists(SyntaxFactory.List(lists));
    }

    // [A, B] as [A] and [B].
    private static IEnumerable<AttributeListSyntax> Split(
        AttributeListSyntax list, SyntaxTriviaList before, SyntaxTriviaList indentation, SyntaxTrivia lineEnd)
    {
        for (int i = 0; i < list.Attributes.Count; i++)
        {
            AttributeListSyntax part =
                SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(list.Attributes[i].WithoutTrivia()));
            bool last = i == list.Attributes.Count - 1 && list.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
            IEnumerable<SyntaxTrivia> inside = Inside(list, i).Where(IsComment)
                .SelectMany(comment => new[] { comment, lineEnd }.Concat(indentation));
            yield return part
                .WithLeadingTrivia((i == 0 ? before : indentation).Concat(inside))
                .WithTrailingTrivia(last ? list.GetTrailingTrivia() : SyntaxFactory.TriviaList(lineEnd));
        }
    }

    // What stands around an attribute up to the one before and the one after: comments inside the brackets come to stand above it.
    private static IEnumerable<SyntaxTrivia> Inside(AttributeListSyntax list, int index)
    {
        AttributeSyntax attribute = list.Attributes[index];
        return [
            .. index == 0 ? list.OpenBracketToken.TrailingTrivia : default,
            .. attribute.GetLeadingTrivia(), .. attribute.GetTrailingTrivia(),
            .. index < list.Attributes.SeparatorCount ? All(list.Attributes.GetSeparator(index)) : [],
            .. index == list.Attributes.Count - 1 ? list.CloseBracketToken.LeadingTrivia : default,
        ];
    }

    private static IEnumerable<SyntaxTrivia> All(SyntaxToken token) => token.LeadingTrivia.Concat(token.TrailingTrivia);

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
}
