using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Equations;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;

namespace LstmGen.Ilgpu.Tests;

/// <summary>Every cell and loss of LstmGen.Cells on the simulated device, against naive versions in double.</summary>
public sealed class EquationTests(EquationTests.Models models) : IClassFixture<EquationTests.Models>
{
    private static readonly Probe[] Cells =
    [
        .. Zoo.All.Select(
            (cell, index) =>
                Of(
                    cell.Key,
                    new EquationLayer(
                        9, cell.Value) { Bidirectional = index % 2 == 0, Merge = index % 4 == 0 ? Merge.Multiply : Merge.Concatenate })),
        .. Zoo.All.Select((cell, index) => Of(
            cell.Key + "Zoned",
            new EquationLayer(
                8,
                cell.Value) { Zoneout = 0.25f, RecurrentDropout = cell.Value.Gates.Any(gate => gate.Hidden || gate.Other) ? 0.2f : 0,
                    Layers = 2, Bias = index % 2 == 0 })),
    ];

    /// <summary>Names for the theory.</summary>
    public static TheoryData<string> Names => [.. Cells.Select(probe => probe.Declaration.Name)];

    /// <summary>Names of losses.</summary>
    public static TheoryData<string> Losses => [.. Generator.Tests.Equations.LossProbes.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cell_computes_on_a_device_what_its_naive_version_does(string name) => Assert.Null(models.Difference(Find(name)));

    [Theory]
    [InlineData("Janet", "persistent over time")]
    [InlineData("PlainLstm", "persistent over time")]
    [InlineData("Mgu", "step by step, a product of all rows and a pass over their units in turn, because a step takes two products")]
    [InlineData("MinGru", "because there is no product with h to keep on chip")]
    [InlineData("PeepholeLstm", "because a unit has more than four values")]
    public void The_table_says_how_a_cell_is_computed_and_why(string name, string plan) =>
        Assert.Contains(plan, models.Create(Find(name)).Description.Table, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_loss_computes_on_a_device_what_its_naive_version_does(string name) =>
        Assert.Null(models.Difference(Generator.Tests.Equations.LossProbes.All[name]));

    private static Probe Find(string name) => Cells.Single(one => one.Declaration.Name == name);

    // States of the sLSTM that are divided by must not be near 0.
    private static Probe Of(string name, RecurrentLayer layer)
    {
        Probe probe = Probe.Of(Probe.Features(name, 3, layer, new RegressionHead(2)), 4, 4, [4, 1, 3, 2]);
        return probe with { Data =
            probe.Data with { InitialCell =
                probe.Data.InitialCell.ToDictionary(
                    pair => pair.Key, pair => pair.Value.Select(value => (double)(float)(0.5 + Math.Abs(value))).ToArray()) } };
    }

    /// <summary>The models, compiled once.</summary>
    public sealed class Models() : DeviceModels([.. Cells, .. Generator.Tests.Equations.LossProbes.All.Values]);
}
