using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Reference.Random;
using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>A declaration with parameters and a batch, emitted and ready to run.</summary>
internal sealed record Probe(ReferenceModel Declaration, Dictionary<string, double[]> Parameters, ReferenceData Data)
{
    /// <summary>Full lengths, unless they are given; states and their gradients take part.</summary>
    public static Probe Of(ReferenceModel model, int batch, int time, int[]? lengths = null, int seed = 1) => new(
        model, RandomData.Parameters(model, seed),
        RandomData.Batch(model, seed + 1, batch, time, lengths, initialStates: true, stateGradients: true));

    public static ReferenceModel Features(string name, int features, ReferenceLayer layer, ReferenceHead head) =>
        new(name, new FeaturesInput(features), [layer], [head]);

    public static ReferenceModel Tokens(string name, int vocabulary, int size, ReferenceLayer layer, ReferenceHead head) =>
        new(name, new EmbeddingInput(vocabulary, size) { PaddingIndex = 0 }, [layer], [head]);

    /// <summary>Whether the model can be computed step by step: no output depends on later steps.</summary>
    public bool Streams =>
        !Declaration.Layers.Any(layer => layer is RecurrentLayer { Bidirectional: true })
        && !Declaration.Heads.Any(
            head => head is PooledHead { Pooling: Pooling.Mean or Pooling.Max or Pooling.Attention } or TaggingHead { Crf: true });

    public string Source => Declaration.ToSource("Probes");

    public IRecurrentModel Create(CompiledModels models)
    {
        IRecurrentModel model = models.Create($"Probes.{Declaration.Name}");
        new ModelRunner(model).Load(Parameters);
        return model;
    }
}
