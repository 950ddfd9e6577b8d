using LstmGen.Generator.Emitting;
using LstmGen.Generator.Parsing;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Tests.Incremental;

/// <summary>Which models are read anew after an edit.</summary>
public class ReadingTests
{
    // They depend on attributes or bodies of other types.
    private static readonly string[] Always = ["Decoder", "Derived", "OfCell"];

    public static TheoryData<string, string[]> Edits => new()
    {
        { "a value of no constant", [] },
        { "a body elsewhere", ["First"] }, // in a file that has a part of it
        { "a body of a method beside constants", [] },
        { "a method elsewhere", [] },
        { "a member before others", [] },
        { "a member that is not yet written out", [] },
        { "an attribute of a member elsewhere", [] },
        { "an attribute of a model", ["First"] },
        { "a body beside a class without its mark", ["Unmarked"] },
        { "a cell's body", [] },
        { "a head of a source", ["Encoder"] },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Only_models_that_an_edit_can_change_are_read_anew(string name, string[] expected)
    {
        var read = new List<string>();
        var texts = new TextMemo();
        var memo = new ReadingMemo((type, declaration, compilation, cancellation) =>
        {
            ParseResult? result = ModelParser.Parse(type, declaration, compilation, Kinds.All, texts, cancellation);
            if (result is not null)
                read.Add(type.Name);
            return result;
        });
        var project = new EditedProject();
        project.Set([]);
        Run(memo, project.Compilation);
        Assert.Equal(11, read.Distinct().Count());
        read.Clear();
        project.Set([Edit.All.Single(edit => edit.Name == name)]);
        Run(memo, project.Compilation);
        Assert.Equal(expected.Concat(Always).Order(), read.Order());
    }

    private static void Run(ReadingMemo memo, CSharpCompilation compilation)
    {
        foreach (TypeDeclarationSyntax type in compilation.SyntaxTrees.SelectMany(
            tree => AttributedTypes.Of(tree, default).Candidates(new(["Net"]), Kinds.All)))
            memo.Of(type, compilation, default);
    }
}
