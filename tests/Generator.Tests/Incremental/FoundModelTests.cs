using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests.Incremental;

/// <summary>Models are found by whatever name their attribute has there.</summary>
public class FoundModelTests
{
    private const string Rest = "LstmGen.Features(1), LstmGen.Regression(1)] public partial class M;";

    public static TheoryData<string, string[]> Found => new()
    {
        { "the name", [$"using LstmGen; [RecurrentModel, {Rest}"] },
        { "the whole name", [$"[global::LstmGen.RecurrentModelAttribute, {Rest}"] },
        { "the name as it may be escaped", [$"[LstmGen.@RecurrentM\\u006fdelAttribute, {Rest}"] },
        { "an alias of the namespace", [$"using L = LstmGen; [L::RecurrentModel, {Rest}"] },
        { "an alias", [$"using Net = LstmGen.RecurrentModelAttribute; [Net, {Rest}"] },
        { "an alias with the suffix", [$"using NetAttribute = LstmGen.RecurrentModelAttribute; [Net, {Rest}"] },
        { "an alias in a namespace", [$"namespace A {{ using Net = LstmGen.RecurrentModelAttribute; namespace B {{ [Net, {Rest} }} }}"] },
        { "an alias of an alias", [$"using Net = LstmGen.RecurrentModelAttribute; namespace A {{ using Mark = Net; [Mark, {Rest} }}"] },
        { "an alias for all files", [$"[Net, {Rest}", "global using Net = LstmGen.RecurrentModelAttribute;"] },
        { "an alias with the suffix for all files", [$"[Net, {Rest}", "global using NetAttribute = LstmGen.RecurrentModelAttribute;"] },
        { "an alias of an alias for all files",
            [$"namespace A {{ using Mark = Net; [Mark, {Rest} }}", "global using Net = LstmGen.RecurrentModelAttribute;"] },
        { "another attribute before it", [$"[System.Serializable][LstmGen.RecurrentModel, {Rest}"] },
        { "a class in others", [$"partial struct S {{ partial interface I {{ [LstmGen.RecurrentModel, {Rest} }} }}"] },
        { "a class behind statements", [$"System.Console.WriteLine(); [LstmGen.RecurrentModel, {Rest}"] },
    };

    public static TheoryData<string, string> NotFound => new()
    {
        { "another attribute of the name", $"namespace A {{ class RecurrentModelAttribute : System.Attribute; [RecurrentModel, {Rest} }}" },
        { "an alias of another", $"using RecurrentModel = System.SerializableAttribute; [RecurrentModel, {Rest}" },
        { "no attribute of the class", "class M { [LstmGen.RecurrentModel] void F() { } [LstmGen.RecurrentModel] enum E { } }" },
    };

    [Theory]
    [MemberData(nameof(Found))]
    public void Is_found(string name, string[] files) => Assert.True(IsFound(files), name);

    [Theory]
    [MemberData(nameof(NotFound))]
    public void Is_not_found(string name, string file) => Assert.False(IsFound(file), name);

    private static bool IsFound(params string[] files)
    {
        CSharpCompilation compilation = Compilations.Create(files);
        GeneratorRunResult result = Compilations.Driver().RunGenerators(compilation).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return result.GeneratedSources.Any(source => source.HintName.EndsWith("M.g.cs", StringComparison.Ordinal));
    }
}
