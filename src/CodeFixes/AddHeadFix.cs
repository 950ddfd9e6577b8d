using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LstmGen.CodeFixes;

/// <summary>LSTMG004: ends the declaration with a head.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddHeadFix)), Shared]
public sealed class AddHeadFix() : ModelFix("LSTMG004")
{
    private protected override IEnumerable<Offer> Offers { get; } = [Add("Regression(1)"), Add("Classification(2)")];

    private static Offer Add(string head) => new(
        $"Add [{head}]", (root, type, _) => root.ReplaceNode(type, AttributeLists.Insert(type, type.AttributeLists.Count, head)));
}
