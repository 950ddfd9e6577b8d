using LstmGen.CompilerServices;
using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;

namespace LstmGen.Ilgpu.Tests;

/// <summary>Options of recurrent cells on the simulated device: in one kernel over time, or step by step.</summary>
public sealed class CellTests(CellTests.Models models) : IClassFixture<CellTests.Models>
{
    private static readonly LstmLayer Full = new(9)
    {
        Bidirectional = true, Merge = Merge.Multiply, Peepholes = true, Zoneout = 0.25f, RecurrentDropout = 0.2f
    };

    private static readonly Probe[] All =
    [
        Of("Peeping", new LstmLayer(9) { Peepholes = true, Bidirectional = true }),
        Of("CoupledPeeping", new LstmLayer(5) { Peepholes = true, CoupledGates = true, CellClip = 0.5f, Zoneout = 0.3f }),
        Of("Zoned", new LstmLayer(9) { Zoneout = 0.25f, Bidirectional = true }),
        Of("ZonedGru", new GruLayer(9) { Zoneout = 0.25f, Layers = 2 }),
        Of("Dropped", new GruLayer(9) { InputDropout = 0.3f, RecurrentDropout = 0.2f, Bidirectional = true, Layers = 2 }),
        Of(
            "DroppedLstm",
            new LstmLayer(5) { InputDropout = 0.3f, RecurrentDropout = 0.2f, Zoneout = 0.1f, Merge = Merge.Average, Bidirectional = true }),
        Of("ManyBuffers", Full),
        Of("Projected", new LstmLayer(11) { Projection = 9, Bidirectional = true, Layers = 2 }),
        Of("ProjectedZoned", new LstmLayer(11) { Projection = 3, Peepholes = true, Zoneout = 0.25f, RecurrentDropout = 0.2f }),
        Of("ResetBefore", new GruLayer(9) { ResetAfter = false, Bidirectional = true, Layers = 2 }),
        Of("ResetBeforeDropped", new GruLayer(9) { ResetAfter = false, RecurrentDropout = 0.2f, Zoneout = 0.25f, Bias = false }),
        Of("Normalized", new LstmLayer(9) { LayerNorm = true, Layers = 2 }),
        Of("NormalizedAll", Full with { LayerNorm = true, Projection = 5, CellClip = 0.6f, Bias = false }),
    ];

    // Too large for the simulated device to run in a test's time: 1 million weights.
    private static readonly Probe Large = Probe.Of(Probe.Features("Large", 2, new RnnLayer(1030), new RegressionHead(1)), 1, 1);

    // No row reaches the last step.
    private static Probe Of(string name, RecurrentLayer layer) =>
        Probe.Of(Probe.Features(name, 3, layer, new RegressionHead(2)), 5, 5, [4, 1, 3, 4, 2]);

    private static bool IsMasked(Probe probe) =>
        probe.Declaration.Layers[0] is RecurrentLayer { Zoneout: > 0 } or RecurrentLayer { InputDropout: > 0 }
            or RecurrentLayer { RecurrentDropout: > 0 };

    /// <summary>Names for the theory.</summary>
    public static TheoryData<string> Names => [.. All.Select(probe => probe.Declaration.Name)];

    /// <summary>Those with masks.</summary>
    public static TheoryData<string> Masked => [.. All.Where(IsMasked).Select(probe => probe.Declaration.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_are_the_references(string name) => Assert.Null(models.Difference(Find(name)));

    [Theory]
    [MemberData(nameof(Masked))]
    public void Masks_are_the_processors(string name)
    {
        Probe probe = Find(name);
        using DeviceModel model = models.Put(probe);
        ModelResult processor = WithMasks(models.Create(probe), probe), device = WithMasks((IRecurrentModel)model, probe);
        foreach (string parameter in processor.Gradients.Keys)
            Assert.Null(Closeness.Difference(parameter, processor.Gradients[parameter], device.Gradients[parameter], Closeness.Relative));
        Assert.Null(Closeness.Difference("output", processor.Outputs["head"], device.Outputs["head"], Closeness.Relative));
        Assert.Null(Closeness.Difference("input", processor.InputGradient, device.InputGradient, Closeness.Relative));
        Assert.NotNull(
            Closeness.Difference(
                "without masks", new ModelRunner(models.Create(probe)).Run(probe.Data).Outputs["head"], device.Outputs["head"],
                Closeness.Relative));
    }

    [Fact]
    public void Many_units_are_computed_step_by_step() =>
        Assert.Contains("step by step", models.Create(Large).Description.Table, StringComparison.Ordinal);

    private static Probe Find(string name) => All.Single(one => one.Declaration.Name == name);

    private static ModelResult WithMasks(IRecurrentModel model, Probe probe)
    {
        var runner = new ModelRunner(model);
        (runner.Workspace.Dropout, runner.Workspace.Seed, runner.Workspace.Step) = (true, 5, 3);
        return runner.Run(probe.Data);
    }

    /// <summary>The models, compiled once.</summary>
    public sealed class Models() : DeviceModels([.. All, Large]);
}
