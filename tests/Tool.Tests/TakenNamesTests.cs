using LstmGen.Interchange.Structure;
using LstmGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Tool.Tests;

/// <summary>Modules that are called like what emitted code declares, whatever it declares by now.</summary>
public sealed class TakenNamesTests
{
    private static readonly Lazy<string[]> Names = new(Members);

    // Embedding and head of each class have names that emitted code has too.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_class_compiles_whatever_its_modules_are_called(int first)
    {
        string[] names = Names.Value;
        Assert.Contains("Predict", names);
        Assert.Contains("Rows", names);
        Assert.Contains("Lstm0H", names);
        Compile([.. names.Select((name, i) => Text(name, names[(i + 1) % names.Length], (i + first) % 2 == 0, $"Made{i}"))]);
    }

    [Theory]
    [InlineData("predict")]
    [InlineData("pretrained")]
    [InlineData("work_space")]
    public void A_name_that_is_taken_gets_another_and_others_stay(string name)
    {
        string text = Text(name, "rows", languageModel: false, "Made");
        Assert.Contains($"Name = \"{name}_embedding\"", text, StringComparison.Ordinal);
        Assert.Contains("Name = \"rows_head\"", text, StringComparison.Ordinal);
        Assert.Contains("Name = \"words\"", Text("words", "answer", languageModel: false, "Made"), StringComparison.Ordinal);
        Assert.Contains("Name = \"answer\"", Text("words", "answer", languageModel: false, "Made"), StringComparison.Ordinal);
    }

    // A class cannot be called like its own members, and all others may be.
    [Fact]
    public void A_class_may_be_called_as_the_tool_lets_it()
    {
        string[] free = [.. Names.Value.Where(name => !TakenNames.IsOfClass(name))];
        Compile([.. free.Select(name => Text("words", "answer", languageModel: false, name))]);
        Assert.All((string[])["Load", "Predict", "Stream", "Workspace", "Pretrained"], name => Assert.True(TakenNames.IsOfClass(name)));
    }

    private static string Text(string embedding, string head, bool languageModel, string name) => Proposal.Of(
        StateDicts.Of(
            [$"{embedding}.weight 7 3", .. StateDicts.Lstm("rnn", 3, 4), .. StateDicts.Linear(head, 4, languageModel ? 7 : 2)]))
        .ToCSharp(name, null);

    private static void Compile(string[] texts)
    {
        CSharpCompilation compilation = Compilations.Create(texts);
        GeneratorDriverRunResult result = Compilations.Driver().RunGenerators(compilation).GetRunResult();
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.ToString()));
        ModelCompiler.Emit(compilation.AddSyntaxTrees(result.GeneratedTrees));
    }

    // Names of all members of two models, of the types in them and of what those derive from.
    private static string[] Members()
    {
        CSharpCompilation compilation = Compilations.Create(
            Text("words", "answer", languageModel: true, "One"), Text("words", "answer", languageModel: false, "Other"));
        Compilation all = compilation.AddSyntaxTrees(Compilations.Driver().RunGenerators(compilation).GetRunResult().GeneratedTrees);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string model in (string[])["One", "Other"])
            Add(all.GetTypeByMetadataName(model)!);
        return [.. names.Where(name => name.All(char.IsAsciiLetterOrDigit) && char.IsAsciiLetterUpper(name[0])
            && !name.StartsWith("Answer", StringComparison.Ordinal) && !name.StartsWith("Words", StringComparison.Ordinal))];

        void Add(INamedTypeSymbol type)
        {
            for (INamedTypeSymbol? one = type; one is { SpecialType: not SpecialType.System_Object }; one = one.BaseType)
                names.UnionWith(one.GetMembers().Select(member => member.Name));
            foreach (INamedTypeSymbol nested in type.GetTypeMembers())
                Add(nested);
        }
    }
}
