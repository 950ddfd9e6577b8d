using LstmGen.Reference.Golden;
using LstmGen.Reference.Onnx;

namespace LstmGen.Generator.Tests.Conformance;

/// <summary>Emitted cells against ONNX's node conformance vectors, peepholes and <c>linear_before_reset = 0</c> included.</summary>
public class OnnxNodeTests
{
    [OnnxFact]
    public void Emitted_cells_end_in_the_operators_state()
    {
        string[] folders = [.. Directory.GetDirectories(OnnxFactAttribute.Folder!).Order()];
        Assert.NotEmpty(folders);
        foreach (string folder in folders)
        {
            OnnxNodeCase onnx = OnnxNodeCase.Read(folder);
            using CompiledModels models = ModelCompiler.Compile(onnx.Model.ToSource("Onnx"));
            var runner = new ModelRunner(models.Create("Onnx.OnnxNode"));
            runner.Load(onnx.Parameters);
            BatchInput.Begin(runner.Workspace, onnx.Data);
            runner.Model.Forward(runner.Workspace);
            var state = new ModelState(runner.Model.Description.States, onnx.Data.Batch);
            runner.Workspace.CopyFinalState(state);

            double[] expected = onnx.Expected["Y_h"].Values;
            float[] actual = state[$"{onnx.Model.Prefixes[0]}.h"].ToArray();
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-6, $"{onnx}: Y_h[{i}] is {actual[i]}, not {expected[i]}");
        }
    }
}

/// <summary>Skipped, and said so, where ONNX's vectors are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnnxFactAttribute : FactAttribute
{
    public OnnxFactAttribute()
    {
        if (Folder is null)
            Skip = "No ONNX vectors: set LSTMGEN_DATA, or put them in shared/data/onnx-node above the tests.";
    }

    /// <summary>The folder of cases, or null.</summary>
    public static string? Folder => SharedFolder.Data is { } data && Directory.Exists(Path.Combine(data, "onnx-node"))
        ? Path.Combine(data, "onnx-node")
        : null;
}
