using System.Reflection;
using System.Text;
using LstmGen.Interchange;
using LstmGen.Interchange.Structure;
using LstmGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Tool.Tests;

/// <summary>A <c>state_dict</c>: what is taken without being in it is said, and what is said can be done.</summary>
public sealed class GuessedDeclarationTests : IDisposable
{
    private static readonly string[] Head = StateDicts.Linear("fc", 4, 2), Wide = StateDicts.Linear("fc", 8, 2);

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-guessed-").FullName;

    public static TheoryData<string, string[], string, string> Edits => new()
    {
        { "every step", [.. StateDicts.Lstm("rnn", 3, 4), .. Head], "[Regression(2,", "[Regression(2, Pooling = Pooling.EveryStep," },
        { "loss", [.. StateDicts.Lstm("rnn", 3, 4), .. Head], "[Regression(", "[Classification(" },
        { "relu", [.. StateDicts.Rnn("rnn", 3, 4), .. Head], "[Rnn(4", "[Rnn(4, Nonlinearity = Nonlinearity.Relu" },
        {
            "both", [.. StateDicts.Lstm("rnn", 3, 4, both: true), .. Wide], "[Regression(2,",
            "[Regression(2, Pooling = Pooling.EveryStep,"
        },
        {
            "epsilon", [.. StateDicts.Lstm("rnn", 3, 4), "n.weight 4", "n.bias 4", .. Head], "[LayerNorm(",
            "[LayerNorm(Epsilon = 1e-12f, "
        },
        {
            "padding", ["conv.weight 5 3 3", "conv.bias 5", .. StateDicts.Lstm("rnn", 5, 4), .. Head], "[Conv1d(5, 3",
            "[Conv1d(5, 3, Padding = Padding.Same"
        },
        {
            "function", [.. StateDicts.Lstm("rnn", 3, 4), .. StateDicts.Linear("mid", 4, 4), .. Head], "[Dense(4,",
            "[Dense(4, Activation = Activation.Relu,"
        },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Edits))]
    public void After_an_edit_that_is_asked_for_the_line_that_is_printed_loads_the_same_file_and_so_does_Pretrained(
        string what, string[] tensors, string written, string edited)
    {
        string source = StateDicts.Write(Path.Combine(_folder, "source.safetensors"), tensors);
        ToolProcess run = ToolProcess.Run("import", source, "--class", "Made", "--out", _folder);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string weights = Path.Combine(_folder, "made.safetensors");
        Assert.Contains($"load it: var model = Made.Load(\"{weights}\");", run.Output, StringComparison.Ordinal);
        Assert.Contains("change the class", run.Output, StringComparison.Ordinal);

        string text = File.ReadAllText(Path.Combine(_folder, "Made.cs"));
        Assert.Contains(written, text, StringComparison.Ordinal);
        using CompiledModels models = ModelCompiler.Compile(
            text.Replace(written, edited, StringComparison.Ordinal),
            "public static class Use { public static object Load(string weights) => Made.Load(weights); }");
        var model = (IRecurrentModel)models.Assembly.GetType("Use")!.GetMethod("Load")!.Invoke(null, [weights])!;
        WeightFile file = WeightFile.Open(source);
        Assert.All(
            model.Description.Parameters, parameter =>
                Assert.Equal(file.Tensors.Single(tensor => tensor.Name == parameter.Name).ToSingles(), Values(model, parameter)));

        byte[] bytes = File.ReadAllBytes(weights);
        string header = Encoding.UTF8.GetString(bytes.AsSpan(8, (int)BitConverter.ToInt64(bytes)));
        CSharpCompilation compilation = Compilations.Create(text.Replace(written, edited, StringComparison.Ordinal));
        Assert.Equal([], Said(header));
        Assert.Equal(["LSTMG050"], Said(header.Replace("declaration.guessed", "declaration", StringComparison.Ordinal)));

        IEnumerable<string> Said(string compiledIn) =>
            Compilations.Driver(texts: [new HeaderText("Made", $"{what}.safetensors", compiledIn)])
                .RunGenerators(compilation).GetRunResult().Diagnostics.Select(diagnostic => diagnostic.Id);
    }

    // A file that says what it computes is still compared.
    [Fact]
    public void A_file_that_says_its_layers_is_not_loaded_by_another_declaration()
    {
        ToolProcess run = ToolProcess.Run("import", ToolProcess.File("keras3-words.keras"), "--class", "Made", "--out", _folder);
        Assert.DoesNotContain("change the class", run.Output, StringComparison.Ordinal);
        string text = File.ReadAllText(Path.Combine(_folder, "Made.cs")).Replace("[MultiLabel(", "[Regression(", StringComparison.Ordinal);
        using CompiledModels models = ModelCompiler.Compile(
            text, "public static class Use { public static object Load(string weights) => Made.Load(weights); }");
        Assert.IsType<SafetensorsException>(
            Assert.Throws<TargetInvocationException>(
                () => models.Assembly.GetType("Use")!.GetMethod("Load")!.Invoke(null, [Path.Combine(_folder, "made.safetensors")]))
                .InnerException);
    }

    [Fact]
    public void What_was_written_is_imported_again_as_it_was()
    {
        string source = StateDicts.Write(Path.Combine(_folder, "source.safetensors"), [.. StateDicts.Lstm("rnn", 3, 4), .. Head]);
        Assert.Equal(0, ToolProcess.Run("import", source, "--class", "Made", "--out", _folder).ExitCode);
        ProposedModel again = Proposal.Of(WeightFile.Open(Path.Combine(_folder, "made.safetensors")));
        Assert.True(again.IsGuessed);
        Assert.Equal(Proposal.Of(WeightFile.Open(source)).Canonical, again.Canonical);
    }

    public static TheoryData<string[], string> Taken => new()
    {
        { [.. StateDicts.Rnn("rnn", 3, 4), .. Head], "whether 'rnn' has tanh (taken) or relu" },
        {
            [.. StateDicts.Lstm("rnn", 3, 4, both: true), .. Wide],
            "Pooling.Last (taken) is torch.cat((h_n[-2], h_n[-1]), 1). y[:, -1] has the backward direction after one step"
        },
        {
            [.. StateDicts.Lstm("rnn", 3, 4, both: true), .. StateDicts.Linear("mid", 8, 8), .. Wide],
            "'mid' acts on each step, and the head reads the last one, which is y[:, -1] (taken)"
        },
        { StateDicts.Lstm("rnn", 3, 4, both: true), "is the first half of the last row and the last half of the first row" },
        {
            [.. StateDicts.Lstm("rnn", 3, 4), "n.weight 4", "n.bias 4", .. Head],
            "whether 'n' is nn.LayerNorm (taken, with Epsilon = 1e-5f) or a normalization of the same shapes"
        },
        {
            ["conv.weight 5 3 3", "conv.bias 5", .. StateDicts.Lstm("rnn", 5, 4), .. Head],
            "padding, stride, dilation and groups of 'conv': Padding.Valid and Stride = 1 are taken"
        },
        {
            ["proj.weight 3 3", .. StateDicts.Lstm("rnn", 3, 4), .. Head],
            "'proj' is nn.Embedding (taken) or nn.Linear without bias: declare [Features(3)] and [Dense(3, Bias = false, Name = ...)]"
        },
        {
            [.. StateDicts.Lstm("rnn", 3, 4), .. StateDicts.Linear("mu", 4, 4), .. StateDicts.Linear("sigma", 4, 4)],
            "whether 'sigma' reads what 'mu' gives (taken), or both read the same"
        },
        { [.. StateDicts.Lstm("rnn", 3, 4), .. StateDicts.Linear("fc", 4, 1)], "[MultiLabel(1)] gives a probability" },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public void What_names_and_shapes_do_not_say_is_said(string[] tensors, string said)
    {
        ProposedModel proposed = Proposal.Of(StateDicts.Of(tensors));
        Assert.Single(proposed.Unknown, line => line.Contains(said, StringComparison.Ordinal));
        Assert.DoesNotContain(proposed.Unknown, line => line.Contains("[Classification(1)]", StringComparison.Ordinal));
        ModelCompiler.Compile(proposed.ToCSharp("Made", null)).Dispose();
    }

    // An embedding that is called so, and one direction, leave nothing to ask.
    [Fact]
    public void What_they_say_is_not_asked()
    {
        ProposedModel proposed = Proposal.Of(
            StateDicts.Of(
                ["embed.weight 7 3", .. StateDicts.Lstm("rnn", 3, 4), .. StateDicts.Linear("mid", 4, 5),
                    .. StateDicts.Linear("fc", 5, 2)]));
        Assert.DoesNotContain(proposed.Unknown, line => line.StartsWith("whether '", StringComparison.Ordinal));
        Assert.DoesNotContain(proposed.Unknown, line => line.Contains("bidirectional", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lut.weight 9 3", "Embedding Size=3 Vocabulary=9")] // what stands behind it reads its columns
    [InlineData("lut.weight 3 9", "Features Size=9")] // its rows: a linear layer without bias
    [InlineData("lut.weight 3 3", "Features Size=3")]
    public void A_matrix_without_bias_is_an_embedding_where_the_next_layer_reads_its_columns(string matrix, string first)
    {
        ProposedModel proposed = Proposal.Of(
            StateDicts.Of([matrix, .. StateDicts.Linear("mid", 3, 5), .. StateDicts.Lstm("rnn", 5, 4), .. Head]));
        Assert.StartsWith(first, proposed.Canonical.Split('\n')[1], StringComparison.Ordinal);
        Assert.DoesNotContain(proposed.Unknown, line => line.Contains("nn.Embedding", StringComparison.Ordinal));
    }

    [Fact]
    public void Layers_out_of_order_are_listed_in_their_order()
    {
        string message = Assert.Throws<InterchangeException>(
            () => Proposal.Of(StateDicts.Of([.. StateDicts.Linear("fc", 4, 2), .. StateDicts.Lstm("rnn", 3, 4)]))).Message;
        Assert.Contains("in the order 'fc', 'rnn', which is that of __init__", message, StringComparison.Ordinal);
        Assert.Contains("WeightLoader.Load(model, path, new LoadOptions", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private static float[] Values(IRecurrentModel model, ParameterInfo parameter) =>
        model.Parameters.Read(parameter.Name).ToArray();
}
