using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Reference.Random;
using LstmGen.Reference.Running;
using LstmGen.Training;

namespace LstmGen.Generator.Tests.Heads;

/// <summary>A small model with the heads under test, and a ragged batch for it.</summary>
internal sealed class HeadCase : IDisposable
{
    private readonly CompiledModels _models;

    private HeadCase(ReferenceModel model, string calls)
    {
        Declared = model;
        Parameters = RandomData.Parameters(model, 5);
        Data = RandomData.Batch(model, 6, batch: 5, time: 7, lengths: [3, 7, 1, 5, 7]);
        _models =
            ModelCompiler.Compile(
                model.ToSource("Declared"),
                $"using System;\nusing LstmGen.CompilerServices;\nusing Declared;\npublic static class Calls\n{{\n{calls}\n}}\n");
        Model = _models.Create($"Declared.{model.Name}");
        Runner = new ModelRunner(Model);
        Runner.Load(Parameters);
    }

    public ReferenceModel Declared { get; }

    public Dictionary<string, double[]> Parameters { get; }

    public ReferenceData Data { get; set; }

    public IRecurrentModel Model { get; }

    public ModelRunner Runner { get; }

    public HeadWorkspace Head => Runner.Workspace.Heads[0];

    /// <summary>
    /// A bidirectional LSTM below heads; <paramref name="calls"/> are static methods that call the emitted class, <c>M</c>.
    /// </summary>
    public static HeadCase Features(string calls, params ReferenceHead[] heads) =>
        new(new ReferenceModel("M", new FeaturesInput(3), [new LstmLayer(5) { Bidirectional = true }], heads), calls);

    /// <summary>An embedding as wide as the LSTM above it.</summary>
    public static HeadCase Tokens(string calls, params ReferenceHead[] heads) =>
        new(new ReferenceModel("M", new EmbeddingInput(21, 6), [new LstmLayer(6)], heads), calls);

    /// <summary>Real values and one layer below heads.</summary>
    public static HeadCase Above(ReferenceLayer layer, params ReferenceHead[] heads) =>
        new(new ReferenceModel("M", new FeaturesInput(3), [layer], heads), "");

    /// <summary>Calls a static method of the calls given.</summary>
    public object? Call(string method, params object?[] arguments) =>
        _models.Assembly.GetType("Calls", throwOnError: true)!.GetMethod(method)!.Invoke(null, [Model, .. arguments]);

    public ReferenceResult Expected() => ReferenceRun.Compute(Declared, Parameters, Data);

    public void Dispose() => _models.Dispose();
}
