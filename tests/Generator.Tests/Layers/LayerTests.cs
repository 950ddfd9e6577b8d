using LstmGen.CompilerServices;
using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Layers;

/// <summary>Dense, normalising and convolving layers against the naive reference: outputs, losses, all gradients.</summary>
public sealed class LayerTests
{
    private static readonly int[] Ragged = [7, 3, 9, 4, 9];

    private static readonly Dictionary<string, ReferenceLayer[]> Stacks = new()
    {
        ["DenseFirst"] = [new DenseLayer(5) { Activation = Activation.Sigmoid }, new LstmLayer(6)],
        ["DenseLast"] = [new LstmLayer(6), new DenseLayer(11) { Activation = Activation.Relu, Bias = false }],
        ["DenseOnBothWays"] = [new LstmLayer(5) { Bidirectional = true }, new DenseLayer(9) { Activation = Activation.Tanh },
            new DenseLayer(3)],
        ["Activations"] = [new ActivationLayer(Activation.Tanh), new LstmLayer(5), new ActivationLayer(Activation.Sigmoid),
            new DenseLayer(3), new ActivationLayer(Activation.Relu)],
        ["ActivationOnBothWays"] = [new LstmLayer(5) { Bidirectional = true }, new ActivationLayer(Activation.Sigmoid)],
        ["ActivationOfMerged"] = [new GruLayer(5) { Bidirectional = true, Merge = Merge.Sum }, new ActivationLayer(Activation.Relu)],
        ["ActivationOfDropped"] = [new GruLayer(5) { Bidirectional = true, Merge = Merge.Multiply }, new DropoutLayer(0.5f),
            new ActivationLayer(Activation.Sigmoid)],
        ["SkipOfInput"] = [new LstmLayer(5) { Bidirectional = true }, new SkipLayer(3), new DenseLayer(4)],
        ["SkipAtTheEnd"] = [new GruLayer(9), new SkipLayer(3)],
        ["SkipOfLayer"] = [new LstmLayer(5) { Bidirectional = true, Name = "both" }, new GruLayer(10),
            new SkipLayer(10) { From = "both", Merge = Merge.Sum }, new RnnLayer(3)],
        ["SkipsOfOne"] = [new DenseLayer(6), new LstmLayer(6), new SkipLayer(6) { From = "dense", Merge = Merge.Average },
            new SkipLayer(6) { From = "dense", Merge = Merge.Multiply }, new SkipLayer(6) { From = "skip" }],
        ["SkipOfGate"] = [new LstmLayer(5) { Bidirectional = true }, new DenseLayer(10) { Activation = Activation.Sigmoid },
            new SkipLayer(10) { From = "lstm", Merge = Merge.Multiply }],
        ["SkipOfItself"] = [new SkipLayer(3) { Merge = Merge.Multiply }, new LstmLayer(4) { Residual = true, Bidirectional = true },
            new SkipLayer(8) { From = "lstm" }],
        ["SkipBehindConv"] = [new ConvLayer(5, 2) { Stride = 2, Activation = Activation.Tanh }, new RnnLayer(4),
            new SkipLayer(5) { From = "conv" }],
        ["SkipOverConv"] = [new ConvLayer(5, 3) { Padding = Padding.Causal }, new SkipLayer(3),
            new ConvLayer(8, 4) { Padding = Padding.Same }, new SkipLayer(8) { From = "skip", Merge = Merge.Sum }],
        ["SkipOverStack"] = [new LstmLayer(8) { Layers = 2 }, new GruLayer(8), new RnnLayer(8),
            new SkipLayer(8) { From = "lstm", Merge = Merge.Sum }, new SkipLayer(8) { From = "gru" }],
        ["Columns"] = [new LstmLayer(5)],
        ["ColumnsAndSkip"] = [new DenseLayer(4), new GruLayer(3), new SkipLayer(10)],
        ["StaticOnly"] = [new LstmLayer(5)],
        ["StaticColumns"] = [new GruLayer(3), new SkipLayer(14)],
        ["NormFirst"] = [new NormLayer(), new LstmLayer(4)],
        ["NormOnBothWays"] = [new LstmLayer(5) { Bidirectional = true }, new NormLayer { Epsilon = 1e-3f }, new LstmLayer(3)],
        ["NormWide"] = [new DenseLayer(37), new NormLayer(), new NormLayer()],
        ["Valid"] = [new ConvLayer(6, 3), new LstmLayer(5)],
        ["ValidStride"] = [new ConvLayer(6, 3) { Stride = 2, Activation = Activation.Relu }, new LstmLayer(5) { Bidirectional = true }],
        ["Same"] = [new LstmLayer(4), new ConvLayer(9, 4) { Padding = Padding.Same, Activation = Activation.Tanh }, new DenseLayer(3)],
        ["SameStride"] = [new DenseLayer(3), new ConvLayer(5, 5) { Padding = Padding.Same, Stride = 3 }],
        ["Causal"] = [new ConvLayer(7, 3) { Padding = Padding.Causal, Bias = false }, new LstmLayer(4)],
        ["CausalTwice"] = [new ConvLayer(4, 2) { Padding = Padding.Causal },
            new ConvLayer(10, 4) { Padding = Padding.Causal, Activation = Activation.Sigmoid }],
        ["CausalStride"] = [new ConvLayer(4, 3) { Padding = Padding.Causal, Stride = 2 }, new NormLayer()],
        ["OneStep"] = [new ConvLayer(4, 1) { Padding = Padding.Same }, new ConvLayer(3, 1) { Stride = 2 }],
        ["OnBothWays"] = [new LstmLayer(3) { Bidirectional = true }, new ConvLayer(5, 3) { Stride = 2 },
            new ConvLayer(4, 2) { Padding = Padding.Same }],
    };

    private static readonly CategoryColumn[] Columns = [new(2, 5, 8) { PaddingIndex = 1 }, new(0, 3, 1)];

    private static readonly CompiledModels Compiled = ModelCompiler.Compile([.. Stacks.Keys.Select(name => Declare(name).ToSource(
        "Probes"))]);

    public static TheoryData<string> Names => [.. Stacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_are_the_references_at_every_vector_width(string name)
    {
        foreach (var (batch, lengths) in new (int, int[]?)[] { (5, Ragged), (1, null), (1, [6]), (3, null) })
        {
            var probe = Probe.Of(Declare(name), batch, 9, lengths);
            ReferenceResult expected = ReferenceRun.Compute(probe.Declaration, probe.Parameters, probe.Data);
            foreach (SimdLevel level in Enum.GetValues<SimdLevel>())
            {
                using var _ = new AtSimdLevel(level);
                var runner = new ModelRunner(probe.Create(Compiled));
                Assert.Null(Closeness.Difference(expected, runner.Run(probe.Data)));
            }
        }
    }

    [Fact]
    public void A_row_shorter_than_the_kernel_is_an_error_that_names_it()
    {
        var workspace = Compiled.Create("Probes.Valid").CreateWorkspace(training: false);
        var error = Assert.Throws<ArgumentException>(() => workspace.Begin(3, 5, [5, 2, 3]));
        Assert.Contains("row 1 reaches 'conv' with 2 steps, fewer than its kernel of 3", error.Message, StringComparison.Ordinal);
        workspace.Begin(2, 5, [3, 5]);
        Assert.Equal([3, 1], workspace.Heads[0].Time.Lengths);
    }

    private static FeaturesInput Input(string name) => name switch
    {
        "Columns" or "ColumnsAndSkip" => new(3) { Columns = Columns },
        "StaticOnly" => new(3) { Static = 6 },
        "StaticColumns" => new(3) { Static = 2, Columns = [.. Columns, new(4, 6, 3)] },
        _ => new(3),
    };

    private static ReferenceModel Declare(string name) => new(
        name, Input(name), Stacks[name],
        [new RegressionHead(2) { Name = "last" }, new RegressionHead(3) { Name = "steps", Pooling = Pooling.EveryStep }]);
}
