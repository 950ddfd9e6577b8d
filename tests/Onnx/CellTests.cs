using LstmGen.Generator.Tests.Equations;
using LstmGen.Interchange;
using LstmGen.Reference.Equations;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Models;
using LstmGen.Reference.Random;
using LstmGen.Reference.Running;
using LstmGen.Testing;

namespace LstmGen.Onnx.Tests;

/// <summary>Cells of one's own: each of LstmGen.Cells with each option of recurrent layers, and randomly drawn ones.</summary>
/// <remarks><c>LSTMGEN_RANDOM_ONNX_CASES</c> sets how many are drawn.</remarks>
public class CellTests
{
    private const int DefaultCases = 60;

    private static readonly int[] Lengths = [5, 2, 7, 1];

    private static readonly (string Name, Func<EquationLayer, EquationLayer> With)[] Options =
    [
        ("plain", layer => layer),
        ("both directions, two layers, no bias", layer => layer with { Bidirectional = true, Layers = 2, Bias = false }),
        ("both directions multiplied, residual", layer => layer with { Bidirectional = true, Merge = Merge.Multiply, Residual = true }),
        ("zoneout, three layers, residual", layer => layer with { Zoneout = 0.3f, Layers = 3, Residual = true }),
    ];

    [Fact]
    public void Every_cell_of_the_library_computes_the_same_in_onnx_runtime_and_is_read_back()
    {
        (string Name, ReferenceModel Model)[] cases =
        [
            .. from cell in Zoo.All
               from option in Options
               let name = $"{cell.Key}, {option.Name}"
               select (name, Model(name, option.With(new EquationLayer(5, cell.Value)))),
        ];
        Assert.Equal(16 * Options.Length, cases.Length);
        using CompiledModels models = ModelCompiler.Compile([.. cases.Select(one => one.Model.ToSource("Zoos"))]);
        var faults = new List<string>();
        foreach ((string name, ReferenceModel model) in cases)
            faults.AddRange(Faults(name, model, () => models.Create($"Zoos.{model.Name}")));
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public void Random_cells_compute_the_same_in_onnx_runtime()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_RANDOM_ONNX_CASES"), out int wish) ? wish : DefaultCases;
        var faults = new List<string>();
        foreach (int[] seeds in Enumerable.Range(5000, count).Chunk(DefaultCases))
        {
            var drawn = seeds.Select(seed => (Seed: seed, Drawn: new RandomEquations(seed).Draw($"Cell{seed}"))).ToArray();
            ReferenceModel[] declared = [.. drawn.Select(one => Model($"Drawn{one.Seed}", new EquationLayer(4, one.Drawn.Item1)
            {
                Bidirectional = one.Seed % 4 == 1, Merge = (Merge)(one.Seed % 4), Zoneout = one.Seed % 5 == 2 ? 0.2f : 0,
                Bias = one.Seed % 6 != 3, Layers = one.Seed % 8 == 4 ? 2 : 1,
            }))];
            using CompiledModels models =
                ModelCompiler.Compile([.. drawn.Select(one => one.Drawn.Item2), .. declared.Select(model => model.ToSource("Drawn"))]);
            for (int i = 0; i < declared.Length; i++)
                faults.AddRange(
                    Faults($"seed {drawn[i].Seed}: {drawn[i].Drawn.Item2}", declared[i], () => models.Create($"Drawn.{declared[i].Name}"))
                        .Take(1));
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(5)));
    }

    private static ReferenceModel Model(string name, EquationLayer layer) => new(
        "Model" + string.Concat(name.Where(char.IsAsciiLetterOrDigit)), new FeaturesInput(3),
        [layer with { Hidden = layer.Residual ? 3 : layer.Hidden }], [new SequenceOutputHead()]);

    private static IEnumerable<string> Faults(string name, ReferenceModel model, Func<IRecurrentModel> create)
    {
        var runner = new ModelRunner(create());
        runner.Load(RandomData.Parameters(model, 4));
        ReferenceData full = RandomData.Batch(model, 3, 4, 7, null, initialStates: true, stateGradients: false);
        ReferenceData ragged = RandomData.Batch(model, 3, 4, 7, Lengths, initialStates: true, stateGradients: false);
        ReferenceData fromZero = RandomData.Batch(model, 3, 4, 7, Lengths);
        foreach ((string how, ReferenceData data, OnnxExportOptions? options) in new (string, ReferenceData, OnnxExportOptions?)[]
        {
            ("full", full, null), ("of different lengths", ragged, null), ("without lengths", full, new() { Lengths = false }),
            ("from zero", fromZero, new() { States = false }),
        })
        {
            string? fault;
            try
            {
                // The normalizer of an sLSTM is above zero.
                fault = ExportCheck.Difference(runner.Model, data, options, value => Math.Abs(value) + 0.1f);
            }
            catch (Exception e) when (e is Microsoft.ML.OnnxRuntime.OnnxRuntimeException or NotSupportedException)
            {
                fault = e.Message;
            }

            if (fault is not null)
                yield return $"{name}, {how}: {fault}";
        }

        IRecurrentModel again = create();
        WeightLoader.Load(again, WeightFile.Read(new MemoryStream(OnnxRun.Export(runner.Model))));
        if (!again.Parameters.ToArray().AsSpan().SequenceEqual(runner.Model.Parameters.ToArray()))
            yield return $"{name}: other weights are read back";
    }
}
