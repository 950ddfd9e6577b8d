using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;

namespace LstmGen.Ilgpu.Tests;

/// <summary>Emitted kernels on the simulated device against the reference: outputs, states, loss and every gradient.</summary>
public sealed class ModelTests(ModelTests.Models models) : IClassFixture<ModelTests.Models>
{
    private static readonly Probe[] All =
    [
        Probe.Of(Probe.Features("Plain", 3, new LstmLayer(5), new RegressionHead(2)), 2, 4),
        Probe.Of(Probe.Features("Ragged", 3, new LstmLayer(9), new RegressionHead(2)), 6, 5, [5, 1, 3, 4, 2, 5]),
        Probe.Of(Probe.Features("Stacked", 2, new LstmLayer(10) { Layers = 2 }, new ClassificationHead(3)), 3, 4, [4, 2, 1]),
        Probe.Of(
            Probe.Features("BothWays", 4, new LstmLayer(9) { Bidirectional = true, Layers = 2 }, new RegressionHead(3)), 5, 4,
            [3, 4, 1, 4, 2]),
        Probe.Of(
            Probe.Features("Merged", 4, new LstmLayer(4) { Bidirectional = true, Merge = Merge.Multiply }, new RegressionHead(1)), 3, 4,
            [3, 4, 1]),
        Probe.Of(
            Probe.Features(
                "Averaged", 4, new LstmLayer(4) { Bidirectional = true, Merge = Merge.Average, Residual = true, Layers = 2 },
                new SequenceOutputHead()), 3, 4, [3, 4, 1]),
        Probe.Of(
            Probe.Features("EveryStep", 1, new LstmLayer(6) { Bias = false }, new RegressionHead(1) { Pooling = Pooling.EveryStep }), 3, 3,
            [3, 1, 2]),
        Probe.Of(
            Probe.Features(
                "Coupled", 3, new LstmLayer(7) { CoupledGates = true, CellClip = 0.4f },
                new RegressionHead(1) { LossKind = RegressionLoss.Huber }), 4, 4, [4, 1, 3, 4]),
        Probe.Of(
            Probe.Features(
                "Gated", 3, new GruLayer(9) { Bidirectional = true },
                new RegressionHead(2) { LossKind = RegressionLoss.Quantile, Quantile = 0.3f }), 4, 4, [4, 1, 3, 4]),
        Probe.Of(Probe.Tokens("Words", 7, 4, new RnnLayer(11), new ClassificationHead(3) { LabelSmoothing = 0.1f }), 4, 4, [4, 1, 3, 4]),
        Probe.Of(
            Probe.Tokens("Tags", 7, 4, new GruLayer(5), new ClassificationHead(4) { Pooling = Pooling.EveryStep }), 4, 4, [4, 1, 3, 4]),
        Probe.Of(
            Probe.Features("FewGated", 3, new GruLayer(6) { Bidirectional = true, Layers = 2, Merge = Merge.Sum }, new RegressionHead(2)),
            2, 4, [2, 4]),
        Probe.Of(Probe.Tokens("Writer", 9, 5, new LstmLayer(5), new LanguageModelHead { TieWeights = true }), 3, 4, [4, 1, 3]),
        Probe.Of(
            Probe.Tokens("Tagger", 9, 5, new RnnLayer(5) { Nonlinearity = Nonlinearity.Relu, Bidirectional = true }, new TaggingHead(4)), 3,
            4, [4, 1, 3]),
    ];

    /// <summary>Names for the theory.</summary>
    public static TheoryData<string> Names => [.. All.Select(probe => probe.Declaration.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_are_the_references(string name) =>
        Assert.Null(models.Difference(All.Single(probe => probe.Declaration.Name == name)));

    /// <summary>The models of this class.</summary>
    public sealed class Models() : DeviceModels(All);
}
