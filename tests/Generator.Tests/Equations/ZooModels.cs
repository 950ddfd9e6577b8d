using LstmGen.Generator.Tests.Cells;
using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Equations;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Models;

namespace LstmGen.Generator.Tests.Equations;

/// <summary>
/// Models of every cell of LstmGen.Cells with every option of recurrent layers, compiled once; the cells are in another assembly.
/// </summary>
public sealed class ZooModels : IDisposable
{
    private static readonly (string Option, Func<EquationLayer, EquationLayer> With)[] Options =
    [
        ("", layer => layer),
        ("Full", layer => layer with { Hidden = 16 }),
        ("Both", layer => layer with { Bidirectional = true, Layers = 2, Bias = false }),
        ("Sum", layer => layer with { Bidirectional = true, Merge = Merge.Multiply, Hidden = 5, Residual = true }),
        ("Zoned", layer => layer with { Zoneout = 0.3f, InputDropout = 0.2f, RecurrentDropout = 0.25f }),
        ("Wide", layer => layer with { Hidden = 130, Layers = 1 }),
    ];

    internal static IReadOnlyDictionary<string, ReferenceModel> All { get; } = Zoo.All
        .SelectMany(
            cell => Options.Select(option => (Name: cell.Key + option.Option, Layer: option.With(new EquationLayer(11, cell.Value)))))
        .Select((pair, index) => (pair.Name, Model: Declaration(index, pair.Layer))).ToDictionary(pair => pair.Name, pair => pair.Model);

    internal static IReadOnlyDictionary<string, ReferenceModel> Streams { get; } = (
        from cell in Zoo.All
        from layer in new[]
        {
            new EquationLayer(9, cell.Value), new EquationLayer(24, cell.Value) { Layers = 2 }, new EquationLayer(128, cell.Value),
            new EquationLayer(9, cell.Value) { Zoneout = 0.2f },
        }
        let name = $"{cell.Key}{layer.Hidden}{(layer.Zoneout > 0 ? "Zoned" : "")}"
        select new ReferenceModel(
            "Stream" + name, new FeaturesInput(3), [layer], [new RegressionHead(2) { Pooling = Pooling.EveryStep }])).ToDictionary(
                model => model.Name);

    private readonly CompiledModels _models =
        ModelCompiler.Compile(
            [.. All.Values.Select(model => model.ToSource("Zoos")), .. Streams.Values.Select(model => model.ToSource("Probes"))]);

    internal IRecurrentModel CreateStreamed(Probe probe) => probe.Create(_models);

    internal IRecurrentModel Create(string name) => _models.Create($"Zoos.{All[name].Name}");

    internal static CellCase Case(string name, bool ragged = true) => new(All[name], ragged)
    {
        StartsAboveZero = name.StartsWith("Slstm", StringComparison.Ordinal)
    };

    public void Dispose() => _models.Dispose();

    // There is nothing on which dropout of h could act.
    private static ReferenceModel Declaration(int index, EquationLayer layer) => CellDeclarations.Model(
        index, layer.Cell.Gates.Any(gate => gate.Hidden || gate.Other) ? layer : layer with { RecurrentDropout = 0 });
}
