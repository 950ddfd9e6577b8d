using LstmGen.CompilerServices;
using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Equations;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Equations;

/// <summary>Randomly drawn cells, written as C#, against automatic differentiation of the same expressions in double.</summary>
/// <remarks><c>LSTMGEN_RANDOM_CELLS</c> sets how many are drawn.</remarks>
public class RandomEquationTests
{
    private const int DefaultCells = 48, CellsPerModel = 3, CellsPerCompilation = 120;

    private static readonly SimdLevel[] Levels = Enum.GetValues<SimdLevel>();

    // The number of the cell that a diagnostic is about, whose file is named after it.
    private static int Cell(string fault) =>
        int.Parse(fault[6..fault.IndexOf('.', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);

    private static int Cells =>
        int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_RANDOM_CELLS"), out int wish) ? wish : DefaultCells;

    [Fact]
    public void Outputs_states_and_all_gradients_are_those_of_automatic_differentiation()
    {
        HashSet<SimdLevel> tried = [];
        foreach (int[] seeds in Enumerable.Range(0, Cells).Chunk(CellsPerCompilation))
        {
            (EquationCell Cell, string Source)[] drawn = [.. seeds.Select(seed => new RandomEquations(seed).Draw($"Cell{seed}"))];
            string[] faults = [.. Compilations.Driver()
                .RunGenerators(Compilations.Create(drawn.Select(one => one.Source))).GetRunResult().Diagnostics.Select(
                    fault => fault.ToString())];
            Assert.True(
                faults.Length == 0,
                $"{string.Join("\n", faults.Take(5))}\n{(faults.Length == 0 ? "" : drawn[Cell(faults[0])].Source)}");
            Probe[] probes = [.. drawn.Chunk(CellsPerModel)
                .Select((cells, index) => Model(seeds[index * CellsPerModel], [.. cells.Select(one => one.Cell)]))];
            using CompiledModels models =
                ModelCompiler.Compile([.. drawn.Select(one => one.Source), .. probes.Select(probe => probe.Source)]);
            foreach ((int index, Probe probe) in probes.Index())
            {
                SimdLevel level = Levels[((seeds[0] / CellsPerModel) + index) % Levels.Length];
                Check(probe, models, drawn, level);
                tried.Add(level);
            }
        }

        Assert.Equal(Levels.Take((Cells + CellsPerModel - 1) / CellsPerModel), tried.Order());
    }

    private static Probe Model(int seed, EquationCell[] cells)
    {
        int width = 3 + seed % 7;
        EquationLayer[] layers = [.. cells.Select((cell, i) => new EquationLayer(width + i, cell)
        {
            Bidirectional = (seed + i) % 4 == 1, Merge = (Merge)(seed % 4), Zoneout = (seed + i) % 5 == 2 ? 0.2f : 0,
            Bias = (seed + i) % 6 != 3, Layers = i == 0 && seed % 8 == 4 ? 2 : 1,
        })];
        return Probe.Of(
            new ReferenceModel($"Model{seed}", new FeaturesInput(3), layers, [new RegressionHead(2)]), 4, 4,
            seed % 2 == 0 ? [4, 2, 3, 1] : null, seed);
    }

    private static void Check(Probe probe, CompiledModels models, (EquationCell Cell, string Source)[] drawn, SimdLevel level)
    {
        using var _ = new AtSimdLevel(level);
        ModelResult actual = new ModelRunner(probe.Create(models)).Run(probe.Data);
        ReferenceResult expected = ReferenceRun.Compute(probe.Declaration, probe.Parameters, probe.Data);
        if (Closeness.Difference(expected, actual) is null)
            return;
        string? difference =
            Closeness.Difference(expected, actual, ReferenceRun.Compute(probe.Declaration, probe.Parameters, probe.Data, single: true));
        string sources =
            string.Join(
                "\n",
                drawn.Where(one => probe.Declaration.Layers.OfType<EquationLayer>().Any(layer => layer.Cell == one.Cell))
                    .Select(one => one.Source));
        Assert.True(difference is null, $"{level}: {difference}\n{probe.Declaration}\n{sources}");
    }
}
