using LstmGen.Interchange;
using LstmGen.Interchange.Structure;
using LstmGen.Interchange.Tests;
using LstmGen.Testing;
using LstmGen.Training;

namespace LstmGen.Onnx.Tests;

/// <summary>
/// Graphs with merged directions and residuals: the class that is proposed for one, with its weights, answers as ONNX Runtime does.
/// </summary>
public sealed class ImportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-import-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_proposed_class_answers_as_the_graph()
    {
        ProposedModel[] proposed = [.. OnnxGraphs.Read.Select(
            name => Proposal.Of(WeightFile.Read(new MemoryStream(OnnxGraphs.Write(name)), name)))];
        using CompiledModels models = ModelCompiler.Compile([.. proposed.Select((model, i) => model.ToCSharp($"Read{i}", "Imported"))]);
        for (int i = 0; i < proposed.Length; i++)
        {
            string path = Path.Combine(_folder, $"{i}.safetensors");
            using (FileStream stream = File.Create(path))
                proposed[i].Save(stream, $"Read{i}");
            IRecurrentModel model = models.Create($"Imported.Read{i}");
            ModelFile.Load(model.Parameters, path);
            const int Steps = 6, Batch = 2, Width = 3;
            var random = new Random(3);
            float[] x = [.. Enumerable.Range(0, Steps * Batch * Width)
                .Select(_ => (float)(random.NextDouble() - 0.5))]; // [steps, batch, 3]
            using var run = new OnnxRun(OnnxGraphs.Write(OnnxGraphs.Read[i]));
            float[] expected = run.Run(OnnxRun.Input("x", x, Steps, Batch, Width)).Values.First();

            ModelWorkspace workspace = model.CreateWorkspace(training: false);
            workspace.Begin(Batch, Steps);
            workspace.SetFeatures(
                [.. from row in Enumerable.Range(
                    0,
                    Batch) from t in Enumerable.Range(
                        0, Steps) from k in Enumerable.Range(0, Width) select x[(((t * Batch) + row) * Width) + k]]);
            model.Forward(workspace);
            int width = workspace.Heads[0].Info.Outputs;
            var outputs = new float[Batch * Steps * width];
            workspace.Heads[0].CopyOutputs(outputs);
            var ends = new ModelState(model.Description.States, Batch);
            workspace.CopyFinalState(ends);
            float[] h = [.. ends["lstm.h"]];
            int steps = expected.Length / (Batch * width);
            bool both = h.Length == 2 * Batch * Width && !OnnxGraphs.Read[i].StartsWith("last of", StringComparison.Ordinal);
            for (int k = 0; k < expected.Length; k++)
            {
                // [steps, batch, width] there, or the end alone: what Pooling.Last reads, or the last row
                int t = k / (Batch * width), row = k / width % Batch, unit = k % width;
                float actual = steps == Steps ? outputs[(((row * Steps) + t) * width) + unit]
                    : !both ? outputs[(((row * Steps) + Steps - 1) * width) + unit]
                    : width == Width ? h[(row * Width) + unit] + h[(Batch * Width) + (row * Width) + unit]
                    : h[(unit / Width * Batch * Width) + (row * Width) + (unit % Width)];
                Assert.True(
                    Math.Abs(expected[k] - actual) <= 1e-5,
                    $"{OnnxGraphs.Read[i]}[{k}]: {expected[k]}, not {actual}\n{proposed[i].Canonical}");
            }
        }
    }
}
