using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;

namespace LstmGen.Generator.Tests.Cells;

/// <summary>All cell declarations, emitted and compiled once for all tests, with a streaming driver for those that can stream.</summary>
public sealed class CellModels : IDisposable
{
    private readonly CompiledModels _models =
        ModelCompiler.Compile([.. CellDeclarations.All.Values.Select(model => model.ToSource("Cells") + Driver(model))]);

    internal static ReferenceModel Declaration(string name) => CellDeclarations.All[name];

    internal IRecurrentModel Create(string name) => _models.Create($"Cells.{CellDeclarations.All[name].Name}");

    /// <summary>The sequence [B, T, width] that a stream of single steps yields.</summary>
    internal float[] Stream(string name, IRecurrentModel model, float[] features, int batch, int steps, int width, ModelState start) =>
        (float[])_models.Assembly.GetType($"Cells.{CellDeclarations.All[name].Name}Driver", throwOnError: true)!.GetMethod("Run")!
            .Invoke(null, [model, features, batch, steps, width, start])!;

    public void Dispose() => _models.Dispose();

    internal static bool CanStream(ReferenceModel model) => !((RecurrentLayer)model.Layers[0]).Bidirectional;

    private static string Driver(ReferenceModel model) => !CanStream(model) ? "" : $$"""

        public static class {{model.Name}}Driver
        {
            public static float[] Run({{model.Name}} model, float[] x, int batch, int steps, int width, LstmGen.ModelState start)
            {
                int features = x.Length / (batch * steps);
                var y = new float[batch * steps * width];
                var stream = model.CreateStream(batch);
                stream.State = start;
                float[] input = new float[batch * features], last = new float[batch * 2], body = new float[batch * width];
                for (int t = 0; t < steps; t++)
                {
                    for (int row = 0; row < batch; row++)
                        System.Array.Copy(x, (row * steps + t) * features, input, row * features, features);
                    stream.Step(input, last, body);
                    for (int row = 0; row < batch; row++)
                        System.Array.Copy(body, row * width, y, (row * steps + t) * width, width);
                }

                return y;
            }
        }
        """;
}
