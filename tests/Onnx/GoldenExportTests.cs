using LstmGen.Reference.Golden;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Testing;

namespace LstmGen.Onnx.Tests;

/// <summary>Models with PyTorch's weights: what ONNX Runtime computes from their files is what PyTorch computed.</summary>
public class GoldenExportTests
{
    [GoldenFact]
    public void Onnx_runtime_computes_what_pytorch_computed()
    {
        string folder = SharedFolder.Golden!;
        GoldenCase[] cases = [.. GoldenCase.Names(folder).Select(name => GoldenCase.Read(folder, name))];
        Assert.NotEmpty(cases);
        using CompiledModels models = ModelCompiler.Compile([.. cases.Select(golden => golden.Model.ToSource("Golden"))]);
        foreach (GoldenCase golden in cases)
        {
            var runner = new ModelRunner(models.Create($"Golden.{golden.Model.Name}"));
            runner.Load(golden.Parameters);
            Assert.True(
                ExportCheck.Difference(runner.Model, golden.Data) is null,
                $"{golden.Name}: {ExportCheck.Difference(runner.Model, golden.Data)}");
            using var run = new OnnxRun(runner.Model);
            Dictionary<string, float[]> actual = run.Run(ExportCheck.Inputs(runner.Model, golden.Data));
            string scores = actual.ContainsKey("head.scores") ? "head.scores" : "head";
            string tensor = golden.Model.Heads[0] is SequenceOutputHead ? "expect.output" : "expect.head_out";
            Compare(golden, tensor, actual[scores]);
            Compare(golden, "expect.h_n", actual[$"{golden.Model.Prefixes[0]}.h.final"]);
            if (golden.Model.Layers[0] is LstmLayer)
                Compare(golden, "expect.c_n", actual[$"{golden.Model.Prefixes[0]}.c.final"]);
        }
    }

    // Heads at every step are computed at padded steps too by PyTorch.
    private static void Compare(GoldenCase golden, string tensor, float[] actual)
    {
        double[]? expected = golden.Tensor(tensor);
        Assert.True(expected is not null, $"{golden.Name} has no {tensor} to compare with");
        Assert.True(
            expected.Length == actual.Length, $"{golden.Name}, {tensor}: {actual.Length} values, not {expected.Length}");
        int width = actual.Length / (golden.Data.Batch * golden.Data.Time);
        for (int i = 0; i < actual.Length; i++)
        {
            bool padded = tensor == "expect.head_out" && golden.Data.Lengths is { } lengths && width > 0
                && actual.Length % (golden.Data.Batch * golden.Data.Time) == 0
                && i / width % golden.Data.Time >= lengths[i / width / golden.Data.Time];
            Assert.True(
                padded || Math.Abs(expected[i] - actual[i]) <= 1e-5, $"{golden.Name}, {tensor}[{i}]: {actual[i]}, not {expected[i]}");
        }
    }
}

/// <summary>Skipped, and said so, where PyTorch's cases are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GoldenFactAttribute : FactAttribute
{
    public GoldenFactAttribute()
    {
        if (SharedFolder.Golden is null)
            Skip = "No golden cases: set LSTMGEN_GOLDEN, or put them in shared/golden above the tests.";
    }
}
