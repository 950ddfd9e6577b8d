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
        List<AttributeListSyntax> lists = [.. type.AttributeLists.SelectMany(list => Split(list, indentation, lineEnd))];

        // The comments above the class stay above it, whichever attribute comes first; other comments go with their attribute.
        lists[0] = lists[0].WithLeadingTrivia(indentation);
        lists = [.. lists.Select((list, index) => (list, rank: ranks[index])).OrderBy(one => one.rank).Select(one => one.list)];
        SyntaxTriviaList own = lists[0].GetLeadingTrivia();
        lists[0] = lists[0].WithLeadingTrivia(top.Take(top.Count - indentation.Count).Concat(own));
        return (TypeDeclarationSyntax)type.WithAttributeLists(SyntaxFactory.List(lists));
    }

    // [A, B] as [A] and [B].
    private static IEnumerable<AttributeListSyntax> Split(AttributeListSyntax list, SyntaxTriviaList indentation, SyntaxTrivia lineEnd)
    {
        for (int i = 0; i < list.Attributes.Count; i++)
        {
            AttributeListSyntax part =
                SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(list.Attributes[i].WithoutTrivia()));
            bool last = i == list.Attributes.Count - 1 && list.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
            yield return part
                .WithLeadingTrivia(i == 0 ? list.GetLeadingTrivia() : indentation)
                .WithTrailingTrivia(last ? list.GetTrailingTrivia() : SyntaxFactory.TriviaList(lineEnd));
        }
    }
}
