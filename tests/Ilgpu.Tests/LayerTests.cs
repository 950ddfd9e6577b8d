using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;

namespace LstmGen.Ilgpu.Tests;

/// <summary>Layers that are not recurrent on the simulated device.</summary>
public sealed class LayerTests(LayerTests.Models models) : IClassFixture<LayerTests.Models>
{
    private static readonly Probe[] All =
    [
        Of("DenseBetween", new LstmLayer(9) { Bidirectional = true }, new DenseLayer(5) { Activation = Activation.Tanh }, new GruLayer(4)),
        Of("DenseSigmoid", new DenseLayer(11) { Activation = Activation.Sigmoid, Bias = false }, new RnnLayer(5)),
        Of("DenseRelu", new DenseLayer(6) { Activation = Activation.Relu }, new DenseLayer(3), new LstmLayer(4)),
        Of(
            "Activations", new ActivationLayer(Activation.Tanh), new GruLayer(9) { Bidirectional = true },
            new ActivationLayer(Activation.Sigmoid), new DenseLayer(3)),
        Of(
            "ActivationOnBothWays", new LstmLayer(5) { Bidirectional = true }, new LstmLayer(3) { Bidirectional = true },
            new ActivationLayer(Activation.Sigmoid)),
        Of(
            "ActivationOfMerged", new RnnLayer(4), new GruLayer(5) { Bidirectional = true, Merge = Merge.Sum },
            new ActivationLayer(Activation.Relu)),
        Of("SkipOfInput", new LstmLayer(5) { Bidirectional = true }, new SkipLayer(3)),
        Of(
            "SkipOfLayer", new LstmLayer(5) { Bidirectional = true, Name = "both" }, new GruLayer(10),
            new SkipLayer(10) { From = "both", Merge = Merge.Sum }, new RnnLayer(3)),
        Of(
            "SkipsOfOne", new DenseLayer(6), new LstmLayer(6), new SkipLayer(6) { From = "dense", Merge = Merge.Average },
            new SkipLayer(6) { From = "dense", Merge = Merge.Multiply }),
        Of(
            "SkipOfGate", new LstmLayer(5) { Bidirectional = true }, new DenseLayer(10) { Activation = Activation.Sigmoid },
            new SkipLayer(10) { From = "lstm", Merge = Merge.Multiply }),
        Probe.Of(
            new ReferenceModel(
                "Columns",
                new FeaturesInput(4) { Columns = [new(3, 5, 8) { PaddingIndex = 1 }, new(0, 3, 2), new(1, 2, 3) { Frozen = true }] },
                [new LstmLayer(5), new SkipLayer(14)], [new RegressionHead(2)]), 5, 6, [6, 2, 3, 5, 4]),
        Probe.Of(
            new ReferenceModel(
                "Static", new FeaturesInput(2) { Static = 3, Columns = [new(3, 5, 8), new(0, 3, 2)] }, [new LstmLayer(5)],
                [new RegressionHead(2)]), 5, 6, [6, 2, 3, 5, 4]),
        Of("Norm", new GruLayer(9) { Bidirectional = true }, new NormLayer(), new LstmLayer(5), new NormLayer { Epsilon = 1e-2f }),
        Of("NormFirst", new NormLayer(), new RnnLayer(5)),
        Of("ConvValid", new ConvLayer(5, 2) { Activation = Activation.Relu }, new LstmLayer(4)),
        Of(
            "ConvSame", new GruLayer(9) { Bidirectional = true },
            new ConvLayer(5, 4) { Padding = Padding.Same, Activation = Activation.Tanh }, new LstmLayer(4)),
        Of("ConvCausal", new LstmLayer(5), new ConvLayer(9, 3) { Padding = Padding.Causal, Bias = false }, new LstmLayer(4)),
        Of("ConvFirst", new ConvLayer(3, 3) { Padding = Padding.Causal, Activation = Activation.Sigmoid }, new RnnLayer(4)),
        Of(
            "ConvStrided", new RnnLayer(4), new ConvLayer(3, 2) { Stride = 2 }, new LstmLayer(4) { Bidirectional = true },
            new ConvLayer(2, 3) { Stride = 2, Padding = Padding.Same }),
    ];

    private static Probe Of(string name, params ReferenceLayer[] layers) => Probe.Of(
        new ReferenceModel(
            name, new FeaturesInput(3), layers,
            [new RegressionHead(2) { Pooling = layers.Length == 2 ? Pooling.EveryStep : Pooling.Last }]), 5, 6, [6, 2, 3, 5, 4]);

    /// <summary>Names for the theory.</summary>
    public static TheoryData<string> Names => [.. All.Select(probe => probe.Declaration.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_are_the_references(string name) => Assert.Null(models.Difference(All.Single(one => one.Declaration.Name == name)));

    /// <summary>The models, compiled once.</summary>
    public sealed class Models() : DeviceModels(All);
}
