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
        [new("Order the attributes: input, layers, heads", (root, type) => root.ReplaceNode(type, Reorder(type)))];

    private static TypeDeclarationSyntax Reorder(TypeDeclarationSyntax type)
    {
        SyntaxTriviaList top = type.GetLeadingTrivia(), indentation = AttributeLists.Indentation(type);
        SyntaxTrivia lineEnd = AttributeLists.LineEnd(type);
        List<AttributeListSyntax> lists = [.. type.AttributeLists.SelectMany(list => Split(list, indentation, lineEnd))];

        // The comments above the class stay above it, whichever attribute comes first; other comments go with their attribute.
        lists[0] = lists[0].WithLeadingTrivia(indentation);
        lists = [.. lists.OrderBy(list => Vocabulary.Rank(list.Attributes[0]))];
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
