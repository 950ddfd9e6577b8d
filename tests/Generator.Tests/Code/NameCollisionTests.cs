using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LstmGen.Generator.Text;
using LstmGen.Reference.Random;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Code;

/// <summary>Emitted code means the runtime's types whatever the user's are called.</summary>
public class NameCollisionTests
{
    private static IEnumerable<string> Names => RuntimeNames.Short.Concat(["System", "LstmGen"]);

    private static string Types(IEnumerable<string> names) => string.Join("\n", names.Select(name => $"class {name} {{ }}"));

    [Fact]
    public void Every_runtime_name_is_written_by_an_emitter()
    {
        string root = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "..", "src", "Generator"));
        string text = string.Join("\n", Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) != "RuntimeNames.cs").SelectMany(File.ReadLines)
            .Where(line => line.Contains('"') || !line.Contains("//")));
        HashSet<string> words = [.. Regex.Matches(text, @"[A-Z]\w+").Select(match => match.Value)];
        Assert.Empty(RuntimeNames.Short.Except(words));
    }

    [Fact]
    public void Every_runtime_name_is_a_type()
    {
        Compilation compilation = Compilations.Create(Gpus.Wanted);
        Assert.DoesNotContain(RuntimeNames.Full, name => !IsType(name));

        bool IsType(string name) => new[] { name, name + "Attribute", name + "`1", name + "`2" }
            .Any(one => compilation.GetTypeByMetadataName(one) is not null);
    }

    private static string Here([CallerFilePath] string file = "") => file;

    [Fact]
    public void Types_of_the_same_namespace_do_not_collide()
    {
        string[] models = [.. Enumerable.Range(0, 60)
            .Select(seed => RandomModels.Draw(seed, RandomModelOptions.Everything).Model.ToSource("Drawn"))];
        // What names mean is known before code is written for them, and nothing is run.
        string[] sources = [.. models, $"namespace Drawn;\n{Types(Names)}"];
        Assert.Equal(sources.Length, Rules.HoldEach(sources));
    }

    [Theory]
    [InlineData("Heads")]
    [InlineData("Tokens")]
    [InlineData("Time")]
    [InlineData("Model")]
    [InlineData("Batch")]
    [InlineData("Lstm")]
    public void A_model_may_be_called_as_a_member_of_its_workspace(string name)
    {
        using CompiledModels compiled =
            ModelCompiler.Compile(
                $"using LstmGen;\n[RecurrentModel, Embedding(5, 2), Lstm(3), LanguageModel]\npublic partial class {name};");
        Assert.NotNull(compiled.Create(name).CreateWorkspace(training: true));
    }

    [Fact]
    public void Members_may_be_called_as_passes_are()
    {
        using CompiledModels compiled = ModelCompiler.Compile(
            "using LstmGen;\n[RecurrentModel, Features(2), Lstm(3), Regression(1)]\n"
            + "public partial class M { int Lstm0Forward, HeadLoss; void RowProducts() { } int HeadGradients => 3; }");
        Assert.NotNull(compiled.Create("M"));
    }

    [Theory]
    [InlineData("Features(2), Lstm(3, Bidirectional = true, Merge = Merge.Sum), Regression(1)")]
    [InlineData("Embedding(5, 2), Gru(3, Dropout = 0.1f, Layers = 2), LanguageModel")]
    [InlineData("Features(2), Rnn(3), Tagging(4, Crf = true)")]
    public void Types_inside_the_model_do_not_collide(string attributes)
    {
        IEnumerable<string> free = Names.Where(name => !name.StartsWith("Head", StringComparison.Ordinal)); // those are the head's
        using CompiledModels compiled =
            ModelCompiler.Compile(
                $"using LstmGen;\nnamespace A;\n[RecurrentModel, {attributes}]\npublic partial class M {{ {Types(free)} }}");
        Assert.NotNull(compiled.Create("A.M"));
    }
}
