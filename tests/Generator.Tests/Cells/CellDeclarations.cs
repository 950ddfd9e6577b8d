using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;

namespace LstmGen.Generator.Tests.Cells;

/// <summary>Declarations of every cell and option, alone and together.</summary>
internal static class CellDeclarations
{
    public static IReadOnlyDictionary<string, ReferenceModel> All { get; } = Layers()
        .Select((pair, index) => (pair.Name, Model(index, pair.Layer))).ToDictionary(pair => pair.Name, pair => pair.Item2);

    /// <summary>A model around a layer: odd widths, a head on the last state and the bare sequence.</summary>
    public static ReferenceModel Model(int index, RecurrentLayer layer, int unroll = 1, int steps = 0) => new(
        $"Cell{index}", new FeaturesInput(layer.Residual ? layer.OutputWidth(0) : 5), [layer],
        [new RegressionHead(2) { Name = "last" }, new SequenceOutputHead { Name = "body" }]) { Unroll = unroll, TimeSteps = steps };

    private static IEnumerable<(string Name, RecurrentLayer Layer)> Layers()
    {
        RecurrentLayer[] cells =
        [
            new LstmLayer(11), new RnnLayer(11), new RnnLayer(11) { Nonlinearity = Nonlinearity.Relu }, new GruLayer(11),
            new GruLayer(11) { ResetAfter = false }, new LstmLayer(11) { LayerNorm = true }, new LstmLayer(11) { Projection = 5 },
        ];
        string[] names = ["lstm", "rnn", "relu", "gru", "gru before", "lstm norm", "lstm projection"];
        for (int i = 0; i < cells.Length; i++)
        {
            RecurrentLayer cell = cells[i];
            yield return (names[i], cell);
            yield return (names[i] + " wide, two layers", cell with { Hidden = 35, Layers = 2 });
            yield return (names[i] + " without bias", cell with { Bias = false });
            yield return (names[i] + " both directions", cell with { Bidirectional = true, Layers = 2 });
            yield return (names[i] + " dropped x", cell with { InputDropout = 0.3f, Bidirectional = true, Layers = 2 });
            yield return (names[i] + " dropped h", cell with { RecurrentDropout = 0.3f });
            yield return (names[i] + " zoneout", cell with { Zoneout = 0.25f });
            yield return (names[i] + " residual", cell with { Residual = true, Layers = 2 });
            yield return (names[i] + " residual both", cell with { Residual = true, Layers = 2, Bidirectional = true });
            foreach (Merge merge in new[] { Merge.Sum, Merge.Average, Merge.Multiply })
                yield return ($"{names[i]} {merge}", cell with { Bidirectional = true, Merge = merge, Layers = 2 });
            yield return (names[i] + " together", cell with
            {
                Bidirectional = true, Merge = Merge.Multiply, Layers = 2, Residual = true, Zoneout = 0.2f, InputDropout = 0.2f,
                RecurrentDropout = 0.25f,
            });
        }

        var lstm = new LstmLayer(11);
        yield return ("peepholes", lstm with { Peepholes = true });
        yield return ("clip", lstm with { CellClip = 0.3f });
        yield return ("coupled", lstm with { CoupledGates = true });
        yield return ("coupled peepholes", lstm with { CoupledGates = true, Peepholes = true, CellClip = 0.5f });
        yield return ("peepholes zoneout", lstm with { Peepholes = true, Zoneout = 0.3f, CellClip = 0.4f, Bidirectional = true });
        var all =
            lstm with { Peepholes = true, CellClip = 0.5f, LayerNorm = true, Projection = 6, Zoneout = 0.2f, RecurrentDropout = 0.2f };
        yield return ("all of lstm", all);
        yield return ("all of lstm, coupled, both",
            all with { CoupledGates = true, Bidirectional = true, Merge = Merge.Average, Layers = 2, Residual = true });
        yield return ("norm peepholes", lstm with { Peepholes = true, LayerNorm = true, Bidirectional = true });
    }
}
