using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;

namespace LstmGen.Ilgpu.Tests;

/// <summary>Attention on the simulated device: to the sequence itself, and to a source after and before recurrent layers.</summary>
public sealed class AttentionTests(AttentionTests.Models models) : IClassFixture<AttentionTests.Models>
{
    private static readonly Probe[] All =
    [
        Of("SelfHeads", 0, new SelfAttentionLayer { Heads = 3, Residual = true }, new LstmLayer(4)),
        Of(
            "SelfCausal", 0, new GruLayer(5) { Bidirectional = true },
            new SelfAttentionLayer { Heads = 2, Causal = true, Bias = false, Residual = true }),
        Of("AfterDot", 5, new GruLayer(5), new AttentionLayer(5) { Scaled = true }),
        Of("AfterGeneral", 3, new LstmLayer(4), new AttentionLayer(3) { Score = AttentionScore.General, Size = 6 }),
        Of(
            "AfterAdditive", 9, new RnnLayer(4) { Bidirectional = true },
            new AttentionLayer(9) { Score = AttentionScore.Additive, ScoreSize = 3, Size = 5 }),
        Of("BeforeDot", 4, new AttentionLayer(4) { Asking = 4 }, new LstmLayer(4)),
        Of("BeforeAdditive", 6, new AttentionLayer(6) { Score = AttentionScore.Additive, Asking = 5 }, new GruLayer(5)),
        Of(
            "BeforeGeneral", 3, new AttentionLayer(3) { Score = AttentionScore.General, Asking = 2 },
            new LstmLayer(5) { Projection = 2, Peepholes = true }),
        Of(
            "BeforeResetBefore", 3, new AttentionLayer(3) { Score = AttentionScore.General, Asking = 9 },
            new GruLayer(9) { ResetAfter = false, Layers = 2 }),
    ];

    /// <summary>Names for the theory.</summary>
    public static TheoryData<string> Names => [.. All.Select(probe => probe.Declaration.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_are_the_references(string name) => Assert.Null(models.Difference(All.Single(one => one.Declaration.Name == name)));

    private static Probe Of(string name, int source, params ReferenceLayer[] layers) => Probe.Of(
        new ReferenceModel(
            name, new FeaturesInput(3), layers,
            [new RegressionHead(2) { Pooling = Pooling.EveryStep }]) { Source = source > 0 ? new(source) : null }, 4, 5, [5, 2, 3, 4]);

    /// <summary>The models, compiled once.</summary>
    public sealed class Models() : DeviceModels(All);
}
