using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.CodeFixes;

/// <summary>LSTMG001: makes the class, and the types around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPartialFix)), Shared]
public sealed class AddPartialFix() : ModelFix("LSTMG001")
{
    private protected override IEnumerable<Offer> Offers { get; } =
        [new("Make the class partial", (root, type, _) => MakePartial(root, type))];

    private static SyntaxNode MakePartial(SyntaxNode root, TypeDeclarationSyntax type) => root.ReplaceNodes(
        type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(t => !t.Modifiers.Any(SyntaxKind.PartialKeyword)),
        (_, rewritten) => AddPartial(rewritten));

    // 'partial' stands last among the modifiers, before the keyword, whose comments go to what is now the first token.
    private static TypeDeclarationSyntax AddPartial(TypeDeclarationSyntax type)
    {
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (type.Modifiers.Count > 0)
            return (TypeDeclarationSyntax)type.WithModifiers(type.Modifiers.Add(partial));
        partial = partial.WithLeadingTrivia(type.Keyword.LeadingTrivia);
        return (TypeDeclarationSyntax)type
            .WithKeyword(type.Keyword.WithLeadingTrivia())
            .WithModifiers(SyntaxFactory.TokenList(partial));
    }
}
