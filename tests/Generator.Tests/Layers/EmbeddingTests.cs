using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Training;

namespace LstmGen.Generator.Tests.Layers;

/// <summary>Pre-trained vectors, and the padding's row.</summary>
public sealed class EmbeddingTests
{
    private static readonly CompiledModels Compiled = ModelCompiler.Compile(
        Probe.Tokens("Words", 6, 3, new LstmLayer(4), new ClassificationHead(2)).ToSource("Probes"));

    private readonly IRecurrentModel _model;

    public EmbeddingTests() => _model = Compiled.Create("Probes.Words", seed: 3);

    private EmbeddingVectors Vectors => (EmbeddingVectors)_model.GetType().GetProperty("Embedding")!.GetValue(_model)!;

    [Fact]
    public void A_table_replaces_the_rows_that_were_found_and_never_the_paddings()
    {
        float[] before = _model.Parameters.Read("embedding.weight").ToArray();
        float[] table = [.. Enumerable.Range(100, 18).Select(i => (float)i)];
        int version = _model.Parameters.Version;
        Assert.Equal(2, Vectors.Load(table, [true, false, true, false, false, true]));
        Assert.NotEqual(version, _model.Parameters.Version);
        for (int id = 0; id < 6; id++)
            Assert.Equal((id is 2 or 5 ? table : before).AsSpan(id * 3, 3), Vectors[id]);
        Assert.Equal([0f, 0f, 0f], Vectors[0]);
    }

    [Fact]
    public void A_lookup_fills_what_it_knows_and_single_vectors_can_be_set()
    {
        float[] third = Vectors[3].ToArray();
        int found = Vectors.Load((id, vector) =>
        {
            vector[0] = id;
            return id != 3;
        });
        Assert.Equal(4, found);
        Assert.Equal([5f, 0f, 0f], Vectors[5]);
        Assert.Equal(third, Vectors[3]);
        Vectors.Set(3, [1, 2, 3]);
        Vectors.Set(0, [1, 2, 3]);
        Assert.Equal([1f, 2f, 3f], Vectors[3]);
        Assert.Equal([0f, 0f, 0f], Vectors[0]);
    }

    [Fact]
    public void Wrong_sizes_are_named()
    {
        Assert.Contains(
            "6 tokens x 3 = 18 are needed", Assert.Throws<ArgumentException>(() => Vectors.Load(new float[17])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "the vocabulary has 6 tokens", Assert.Throws<ArgumentException>(() => Vectors.Load(new float[18], new bool[5])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "the embedding's vectors have 3", Assert.Throws<ArgumentException>(() => Vectors.Set(1, [1, 2])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Vectors[6].ToArray());
    }

    [Fact]
    public void The_paddings_row_stays_zero_under_every_optimizer()
    {
        Optimizer[] optimizers =
        [
            new Adam(0.1f), new AdamW(0.1f), new NAdam(0.1f), new RmsProp(0.1f), new Adagrad(0.1f), new Sgd(0.1f),
        ];
        foreach (Optimizer optimizer in optimizers)
        {
            IRecurrentModel model = Compiled.Create("Probes.Words", seed: 3);
            ModelWorkspace workspace = model.CreateWorkspace(training: true);
            var gradients = new AlignedBuffer(model.Parameters.Count);
            for (int step = 0; step < 3; step++)
            {
                gradients.Clear();
                workspace.Begin(2, 4);
                workspace.SetTokens([0, 1, 2, 0, 3, 0, 4, 5]);
                workspace.Heads[0].SetTargets([0, 1]);
                model.Forward(workspace);
                model.Loss(workspace);
                model.Backward(workspace, gradients);
                optimizer.Step(model.Parameters, gradients.Span[..model.Parameters.Count]);
            }

            Assert.Equal([0f, 0f, 0f], model.Parameters.Read("embedding.weight")[..3]);
        }
    }
}
