using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Equations;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Snapshots;

/// <summary>The emitted text, one feature each; each snapshot's model is also compiled, run and compared with the reference.</summary>
public class SnapshotTests
{
    private static readonly Probe Lstm = Probe.Of(Probe.Features("M", 2, new LstmLayer(3), new RegressionHead(1)), 3, 4, [2, 4, 1]);
    private static readonly Probe BothWays =
        Probe.Of(Probe.Features("M", 2, new LstmLayer(3) { Bidirectional = true }, new ClassificationHead(2)), 3, 4, [2, 4, 1]);
    private static readonly Probe Words = Probe.Of(Probe.Tokens("M", 5, 2, new LstmLayer(3), new SequenceOutputHead()), 2, 3);

    private static readonly Probe Skip = Probe.Of(
        new("M", new FeaturesInput(2), [new DenseLayer(3), new GruLayer(4), new SkipLayer(3) { From = "dense" }], [new RegressionHead(1)]),
        3, 4, [2, 4, 1]);

    private static readonly Probe Categories = Probe.Of(
        new(
            "M", new FeaturesInput(3) { Columns = [new CategoryColumn(1, 4, 2) { PaddingIndex = 0 }] }, [new GruLayer(4)],
            [new RegressionHead(1)]), 3, 4, [2, 4, 1]);

    [Fact]
    public Task Lstm_layer() => ShowsCell(Lstm, "Lstm");

    [Fact]
    public Task Frame_of_a_models_file()
    {
        using CompiledModels models = ModelCompiler.Compile(Words.Source);
        return Snapshot.Matches(EmittedParts.Frame(models.Text("M")));
    }

    [Fact]
    public Task Model_api() => Shows(Lstm, "Model");

    [Fact]
    public Task Parameters() => Shows(Lstm, "Parameters");

    [Fact]
    public Task Passes() => Shows(Lstm, "Passes");

    [Fact]
    public Task Workspace() => Shows(Lstm, "Workspace");

    [Fact]
    public Task Stream() => Shows(Lstm, "Stream");

    [Fact]
    public Task Regression_head() => Shows(Lstm, "Head");

    [Fact]
    public Task Bidirectional_layer() => ShowsCell(BothWays, "Lstm");

    [Fact]
    public Task Units_shared_among_threads() =>
        ShowsCell(Probe.Of(Probe.Features("M", 2, new RnnLayer(128), new RegressionHead(1)), 1, 4), "Rnn");

    [Fact]
    public Task Stack_of_layers() =>
        Shows(Probe.Of(Probe.Features("M", 2, new RnnLayer(3) { Layers = 2 }, new RegressionHead(1)), 1, 16), "Passes");

    [Fact]
    public Task Gru_layer() =>
        ShowsCell(Probe.Of(Probe.Features("M", 2, new GruLayer(3), new RegressionHead(1)), 3, 4, [2, 4, 1]), "Gru");

    [Fact]
    public Task Cell_written_as_equations() => ShowsCell(
        Probe.Of(Probe.Features("M", 2, new EquationLayer(3, Zoo.All["Janet"]), new RegressionHead(1)), 3, 4, [2, 4, 1]), "Janet");

    [Fact]
    public Task Cell_of_two_products() => ShowsCell(
        Probe.Of(Probe.Features("M", 2, new EquationLayer(8, Zoo.All["Mgu"]), new RegressionHead(1)), 3, 4, [2, 4, 1]), "Mgu");

    [Fact]
    public Task Cell_of_three_states() => ShowsCell(
        Probe.Of(Probe.Features("M", 2, new EquationLayer(8, Zoo.All["Slstm"]), new RegressionHead(1)), 3, 4, [2, 4, 1]) is var probe
            ? probe with { Data =
                probe.Data with { InitialCell =
                    probe.Data.InitialCell.ToDictionary(
                        pair => pair.Key, pair => pair.Value.Select(value => 0.5 + Math.Abs(value)).ToArray()) } } : probe,
        "Slstm");

    [Fact]
    public Task Loss_written_as_equation() => Shows(Equations.LossProbes.All["GaussianNll"], "Head");

    [Fact]
    public Task Gpu_loss_written_as_equation() =>
        ShowsGpu(Equations.LossProbes.All["GaussianNll"], "Head", nameof(Gpu_loss_written_as_equation));

    [Fact]
    public Task Embedding() => Shows(Words, "Embedding0");

    [Fact]
    public Task Activation_layer() =>
        Shows(
            Probe.Of(
                new("M", new FeaturesInput(2), [new GruLayer(3), new ActivationLayer(Activation.Sigmoid)], [new RegressionHead(1)]), 3, 4,
                [2, 4, 1]), "Activation0");

    [Fact]
    public Task Skip_layer() => Shows(Skip, "Skip0");

    [Fact]
    public Task Way_back_of_a_skip() => Shows(Skip, "Skip0Source");

    [Fact]
    public Task Columns_of_numbers() => Shows(Categories, "Columns0");

    [Fact]
    public Task Column_of_categories() => Shows(Categories, "Embedding0");

    [Fact]
    public Task Sequence_output() => Shows(Words, "Head");

    [Theory]
    [InlineData("Model", "Gpu_model")]
    [InlineData("Workspace", "Gpu_workspace")]
    [InlineData("Lstm0", "Gpu_lstm_layer")]
    [InlineData("Head", "Gpu_regression_head")]
    public Task Gpu_code(string part, string name) => ShowsGpu(Lstm, part, name);

    [Fact]
    public Task Gpu_attention() =>
        ShowsGpu(
            Probe.Of(Probe.Features("M", 2, new GruLayer(3), new MultiLabelHead(2) { Pooling = Pooling.Attention, Dropout = 0.5f }), 2, 3),
            "Model", nameof(Gpu_attention));

    [Fact]
    public Task Gpu_paths_of_tags() =>
        ShowsGpu(
            Probe.Of(Probe.Features("M", 2, new GruLayer(3), new TaggingHead(3) { Crf = true }), 2, 3), "Head",
            nameof(Gpu_paths_of_tags));

    [Fact]
    public Task Gpu_steps() =>
        ShowsGpu(
            Probe.Of(Probe.Features("M", 2, new GruLayer(3) { ResetAfter = false }, new RegressionHead(1)), 2, 3), "Gru0",
            nameof(Gpu_steps));

    // Text only: what it computes is shown where ILGPU is there.
    private static Task ShowsGpu(Probe probe, string part, string name)
    {
        string source = (probe.Declaration with { Backends = Backends.Simd | Backends.Ilgpu }).ToSource("Probes");
        GeneratorDriver driver = Compilations.Driver().RunGenerators(Compilations.Create(source, Gpus.StandIn));
        string file = probe.Declaration.Name + ".Ilgpu";
        return Snapshot.Matches(EmittedParts.Of(driver.GetRunResult().GeneratedTrees, file, part), method: name);
    }

    private static Task Shows(Probe probe, string part, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        using CompiledModels models = ModelCompiler.Compile(probe.Source);
        var expected = ReferenceRun.Compute(probe.Declaration, probe.Parameters, probe.Data);
        Assert.Null(Closeness.Difference(expected, new ModelRunner(probe.Create(models)).Run(probe.Data)));
        return Snapshot.Matches(models.Part(probe.Declaration.Name, part), method: method);
    }

    // The layer's passes, and those over a step's units, which it shares with every layer of the same cell.
    private static Task ShowsCell(Probe probe, string kind, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        using CompiledModels models = ModelCompiler.Compile(probe.Source);
        var expected = ReferenceRun.Compute(probe.Declaration, probe.Parameters, probe.Data);
        Assert.Null(Closeness.Difference(expected, new ModelRunner(probe.Create(models)).Run(probe.Data)));
        return Snapshot.Matches($"{models.Shared(kind + "Layer")}\n{models.Shared(kind + "Cell")}", method: method);
    }
}
