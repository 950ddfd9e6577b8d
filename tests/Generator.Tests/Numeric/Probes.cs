using LstmGen.Generator.Tests.Equations;
using LstmGen.Reference.Equations;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>Models on which the properties are shown, compiled once for all tests.</summary>
public sealed class Probes : IDisposable
{
    private static readonly Probe[] All =
    [
        Probe.Of(Probe.Features("Plain", 3, new LstmLayer(5), new RegressionHead(2)), 4, 6),
        Probe.Of(Probe.Features("Stacked", 2, new LstmLayer(17) { Layers = 2 }, new ClassificationHead(3)), 5, 7, [7, 2, 5, 7, 1]),
        Probe.Of(
            Probe.Features("BothWays", 4, new LstmLayer(9) { Layers = 2, Bidirectional = true }, new RegressionHead(3)), 5, 6,
            [3, 6, 1, 6, 4]),
        Probe.Of(
            Probe.Features("EveryStep", 1, new LstmLayer(33) { Bias = false }, new RegressionHead(1) { Pooling = Pooling.EveryStep }), 3,
            8),
        Probe.Of(Probe.Features("Bare", 7, new LstmLayer(8) { Bidirectional = true }, new SequenceOutputHead()), 6, 5, [5, 4, 3, 2, 1, 5]),
        Probe.Of(Probe.Tokens("Words", 11, 6, new LstmLayer(12), new ClassificationHead(4)), 7, 5, [2, 5, 5, 3, 1, 4, 5]),
        Probe.Of(
            Probe.Features("Gated", 3, new GruLayer(9) { Layers = 2, Bidirectional = true }, new RegressionHead(2)), 4, 5, [5, 1, 3, 4]),
        Probe.Of(Probe.Features("ResetBefore", 3, new GruLayer(6) { ResetAfter = false }, new RegressionHead(2)), 4, 5, [5, 1, 3, 4]),
        Probe.Of(Probe.Tokens("Elman", 7, 4, new RnnLayer(11) { Layers = 2 }, new ClassificationHead(3)), 4, 5, [5, 1, 3, 4]),
        Probe.Of(
            Probe.Features("Projected", 3, new LstmLayer(9) { Projection = 4, Layers = 2 }, new SequenceOutputHead()), 4, 5, [5, 1, 3, 4]),
        Probe.Of(
            Probe.Features(
                "Peeping", 3, new LstmLayer(6) { Peepholes = true, Bidirectional = true, Merge = Merge.Sum, CellClip = 0.5f },
                new RegressionHead(1)), 4, 5, [5, 1, 3, 4]),
        Probe.Of(
            Probe.Features("Normed", 3, new LstmLayer(8) { LayerNorm = true, Residual = true, Layers = 2 }, new RegressionHead(1)), 4, 5,
            [5, 1, 3, 4]),
        Probe.Of(
            Probe.Features("NormedBothWays", 3, new LstmLayer(8) { LayerNorm = true, Bidirectional = true }, new RegressionHead(1)), 4, 5,
            [5, 1, 3, 4]),
        Probe.Of(Probe.Features("Coupled", 3, new LstmLayer(7) { CoupledGates = true }, new RegressionHead(1)), 4, 5, [5, 1, 3, 4]),
        Probe.Of(
            Probe.Features("Attention", 3, new LstmLayer(6), new ClassificationHead(3) { Pooling = Pooling.Attention }), 4, 5,
            [5, 1, 3, 4]),
        Probe.Of(Probe.Features("Mean", 3, new LstmLayer(10), new MultiLabelHead(4) { Pooling = Pooling.Mean }), 4, 5, [5, 1, 3, 4]),
        Probe.Of(
            Probe.Features("Max", 3, new LstmLayer(10) { Bidirectional = true }, new RegressionHead(2) { Pooling = Pooling.Max }), 4, 5,
            [5, 1, 3, 4]),
        Probe.Of(Probe.Tokens("Tags", 8, 5, new LstmLayer(7) { Bidirectional = true }, new TaggingHead(5)), 5, 6, [6, 2, 5, 1, 3]),
        Probe.Of(Probe.Tokens("CrfTags", 8, 5, new LstmLayer(7), new TaggingHead(4) { Crf = true }), 5, 6, [6, 2, 5, 1, 3]),
        Probe.Of(Probe.Tokens("Tied", 13, 9, new LstmLayer(9), new LanguageModelHead { TieWeights = true }), 4, 6, [6, 2, 5, 6]),
        Probe.Of(Probe.Tokens("TiedWide", 11, 40, new GruLayer(40), new LanguageModelHead { TieWeights = true }), 4, 6, [6, 2, 5, 6]),
        Probe.Of(Probe.Features("Ctc", 4, new LstmLayer(7), new CtcHead(5)), 4, 8, [8, 3, 5, 6]),
        Probe.Of(new("Mixed", new FeaturesInput(3),
            [new ConvLayer(5, 3) { Padding = Padding.Causal, Activation = Activation.Relu }, new LstmLayer(6), new NormLayer(),
                new DropoutLayer(0.25f), new DenseLayer(4) { Activation = Activation.Tanh }, new LstmLayer(3)],
            [new RegressionHead(2)]), 4, 7, [7, 4, 2, 5]),
        Probe.Of(new("SelfCausal", new EmbeddingInput(9, 6) { PaddingIndex = 0 },
            [new GruLayer(6), new SelfAttentionLayer { Heads = 2, Causal = true, Residual = true },
                new ConvLayer(6, 2) { Padding = Padding.Causal }, new SelfAttentionLayer { Causal = true }, new LstmLayer(5)],
            [new RegressionHead(2) { Pooling = Pooling.EveryStep }]), 4, 7, [7, 4, 2, 5]),
        Probe.Of(
            new("SelfAlone", new FeaturesInput(4), [new SelfAttentionLayer { Heads = 4, Causal = true }], [new RegressionHead(2)]), 4, 7,
            [7, 4, 2, 5]),
        Probe.Of(
            Probe.Features(
                "Equations", 3, new EquationLayer(9, Zoo.All["Janet"]) { Layers = 2, Bidirectional = true }, new RegressionHead(2)), 4, 5,
                [5, 1, 3, 4]),
        Probe.Of(
            Probe.Features(
                "TwoProducts", 3, new EquationLayer(10, Zoo.All["Mgu"]) { Zoneout = 0.2f, RecurrentDropout = 0.2f }, new RegressionHead(2)),
                4, 5, [5, 1, 3, 4]),
        Probe.Of(
            Probe.Features("UnitWeights", 3, new EquationLayer(17, Zoo.All["Sru"]) { Layers = 2 }, new RegressionHead(2)), 4, 5,
            [5, 1, 3, 4]),
        Probe.Of(
            Probe.Features(
                "InputAndHidden", 3, new EquationLayer(12, Zoo.All["PlainGru"]), LossProbes.All["StudentNll"].Declaration.Heads[0]), 4, 5),
        Probe.Of(Probe.Tokens("WordsBothWays", 9, 3, new LstmLayer(4) { Bidirectional = true }, new ClassificationHead(2)), 3, 4),
    ];

    internal CompiledModels Models { get; } = ModelCompiler.Compile([.. All.Select(probe => probe.Source)]);

    /// <summary>Names for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(probe => probe.Declaration.Name)];

    /// <summary>Names of those that can be computed step by step.</summary>
    public static TheoryData<string> NamesOfStreams => [.. All.Where(probe => probe.Streams).Select(probe => probe.Declaration.Name)];

    /// <summary>Names of those whose head does not multiply by the table of embedding vectors.</summary>
    public static TheoryData<string> NamesOfOwnTables =>
        [.. All.Where(probe => !probe.Declaration.Heads.Any(head => head is LanguageModelHead { TieWeights: true }))
            .Select(probe => probe.Declaration.Name)];

    /// <summary>Names of those that read features, not tokens.</summary>
    public static TheoryData<string> NamesOfFeatures =>
        [.. All.Where(probe => probe.Data.Values is not null).Select(probe => probe.Declaration.Name)];

    internal static Probe Get(string name) => All.Single(probe => probe.Declaration.Name == name);

    public void Dispose() => Models.Dispose();
}
