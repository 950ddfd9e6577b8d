using LstmGen.Training;
using LstmGen.Interchange;
using LstmGen.Interchange.Onnx.Model;
using LstmGen.Reference.Golden;
using LstmGen.Reference.Onnx;
using LstmGen.Testing;

namespace LstmGen.Onnx.Tests;

/// <summary>
/// ONNX's own vectors for its operators, loaded as files with weights: the state in which the declared model ends is the operator's.
/// </summary>
public class NodeVectorTests
{
    [NodeVectorFact]
    public void Onnx_node_vectors_are_loaded_and_computed()
    {
        string[] folders = [.. Directory.GetDirectories(NodeVectorFactAttribute.Folder!).Order()];
        Assert.NotEmpty(folders);
        OnnxNodeCase[] cases = [.. folders.Select(OnnxNodeCase.Read)];
        using CompiledModels models =
            ModelCompiler.Compile([.. cases.Select((one, i) => (one.Model with { Name = $"Node{i}" }).ToSource("Nodes"))]);
        for (int i = 0; i < cases.Length; i++)
        {
            IRecurrentModel model = models.Create($"Nodes.Node{i}", seed: 5);
            LoadReport report = WeightLoader.Load(model, WeightFile.Read(WithWeights(folders[i]), folders[i]));
            Assert.Equal(model.Description.Parameters.Length, report.Loaded.Count);
            ModelWorkspace workspace = model.CreateWorkspace(training: false);
            BatchInput.Begin(workspace, cases[i].Data);
            model.Forward(workspace);
            var state = new ModelState(model.Description.States, cases[i].Data.Batch);
            workspace.CopyFinalState(state);
            double[] expected = cases[i].Expected["Y_h"].Values;
            float[] actual = [.. state[$"{cases[i].Model.Prefixes[0]}.h"]];
            Assert.Equal(expected.Length, actual.Length);
            for (int k = 0; k < expected.Length; k++)
                Assert.Equal(expected[k], actual[k], 1e-5);
        }
    }

    // The vectors have weights as inputs of the graph, in files of their own; here they become its constants.
    private static MemoryStream WithWeights(string folder)
    {
        OnnxModel model = OnnxReader.Read(File.ReadAllBytes(Path.Combine(folder, "model.onnx")), folder);
        string[] names = [.. model.Graph.Nodes.Single().Inputs.Where(name => name.Length > 0)];
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i] is "W" or "R" or "B" or "P")
                model.Graph.Initializers.Add(
                    OnnxTensorReader.Read(
                        File.ReadAllBytes(Path.Combine(folder, "test_data_set_0", $"input_{i}.pb")), new ExternalData(folder)) with { Name =
                            names[i] });
        }

        var stream = new MemoryStream();
        OnnxWriter.Write(model).WriteTo(stream);
        stream.Position = 0;
        return stream;
    }
}

/// <summary>Skipped, and said so, where ONNX's vectors are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeVectorFactAttribute : FactAttribute
{
    public NodeVectorFactAttribute()
    {
        if (Folder is null)
            Skip = "No ONNX vectors: set LSTMGEN_DATA, or put them in shared/data/onnx-node above the tests.";
    }

    /// <summary>The folder of cases, or null.</summary>
    public static string? Folder =>
        SharedFolder.Data is { } data && Directory.Exists(Path.Combine(data, "onnx-node")) ? Path.Combine(data, "onnx-node") : null;
}
