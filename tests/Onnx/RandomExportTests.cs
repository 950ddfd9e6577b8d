using LstmGen.Reference.Random;
using LstmGen.Testing;
using Microsoft.ML.OnnxRuntime;

namespace LstmGen.Onnx.Tests;

/// <summary>
/// Randomly drawn declarations with all that the vocabulary has: ONNX Runtime computes what the emitted model does, states and lengths
/// included.
/// </summary>
/// <remarks><c>LSTMGEN_RANDOM_ONNX_CASES</c> sets how many are drawn.</remarks>
public class RandomExportTests
{
    private const int ModelsPerCompilation = 50, DefaultCases = 50;

    private static int Cases =>
        int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_RANDOM_ONNX_CASES"), out int wish) ? wish : DefaultCases;

    [Fact]
    public void Onnx_runtime_computes_what_random_models_compute()
    {
        var faults = new List<string>();
        foreach (int[] seeds in Enumerable.Range(1000, Cases).Chunk(ModelsPerCompilation))
        {
            RandomCase[] cases = [.. seeds.Select(seed => RandomModels.Draw(seed, RandomModelOptions.Everything))];
            using CompiledModels models = ModelCompiler.Compile([.. cases.Select(drawn => drawn.Model.ToSource("Drawn"))]);
            foreach (RandomCase drawn in cases)
            {
                var runner = new ModelRunner(models.Create($"Drawn.{drawn.Model.Name}"));
                runner.Load(drawn.Parameters);
                if (Fault(runner, drawn) is { } fault)
                    faults.Add($"seed {drawn.Seed}: {fault}\n{drawn.Model}");
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} of {Cases}:\n{string.Join("\n\n", faults.Take(8))}");
    }

    private static string? Fault(ModelRunner runner, RandomCase drawn)
    {
        try
        {
            return ExportCheck.Difference(runner.Model, drawn.Data);
        }
        catch (Exception e) when (e is OnnxRuntimeException or NotSupportedException)
        {
            return e.Message;
        }
    }
}
