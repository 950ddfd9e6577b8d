using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.CodeFixes;

/// <summary>LSTMG002: puts an input before the first layer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddInputFix)), Shared]
public sealed class AddInputFix() : ModelFix("LSTMG002")
{
    private protected override IEnumerable<Offer> Offers { get; } =
        [new("Add [Features(1)]", (root, type, vocabulary) =>
            root.ReplaceNode(type, AttributeLists.Insert(type, Place(type, vocabulary), "Features(1)")))];

    private static int Place(TypeDeclarationSyntax type, Vocabulary vocabulary)
    {
        int index = 0;
        while (index < type.AttributeLists.Count && type.AttributeLists[index].Attributes.All(attribute => vocabulary.Rank(attribute) == 0))
            index++;
        return index;
    }
}
