using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LstmGen.CodeFixes;

/// <summary>LSTMG025: marks the class as a model.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddMarkFix)), Shared]
public sealed class AddMarkFix() : ModelFix("LSTMG025")
{
    private protected override IEnumerable<Offer> Offers { get; } =
        [new("Add [RecurrentModel]", (root, type, vocabulary) => root.ReplaceNode(
            type, AttributeLists.Insert(type, 0, "RecurrentModel", attribute => vocabulary.Rank(attribute) > 0)))];
}
