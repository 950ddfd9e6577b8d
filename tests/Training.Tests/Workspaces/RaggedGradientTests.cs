using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>
/// Gradients of a batch whose rows end at different steps: what an earlier batch left past a row's end does not reach them, and the bits
/// are the same however many threads share the rows.
/// </summary>
public partial class RaggedGradientTests
{
    private const int Steps = 12;

    public static TheoryData<string, int> Cases()
    {
        TheoryData<string, int> cases = [];
        foreach (string name in Models.Keys)
            foreach (int batch in (int[])[1, 2, 9])
                cases.Add(name, batch);
        return cases;
    }

    private static readonly Dictionary<string, Func<IRecurrentModel>> Models = new()
    {
        ["Embedded"] = () => new Embedded(1),
        ["Below"] = () => new Below(1),
        ["Both"] = () => new Both(1),
        ["Attending"] = () => new Attending(1),
        ["Every"] = () => new Every(1),
    };

    [Theory, MemberData(nameof(Cases))]
    public void An_earlier_batch_does_not_matter(string name, int batch)
    {
        IRecurrentModel model = Models[name]();
        ModelWorkspace used = model.CreateWorkspace(training: true), fresh = model.CreateWorkspace(training: true);
        Run(model, used, batch, ragged: false);
        Weights.AssertSameBits(Run(model, fresh, batch, ragged: true), Run(model, used, batch, ragged: true));
    }

    [Theory, MemberData(nameof(Cases))]
    public void Threads_do_not_matter(string name, int batch)
    {
        float[] OnThreads(int threads) => DeterminismTests.Together(threads, () =>
        {
            IRecurrentModel model = Models[name]();
            ModelWorkspace workspace = model.CreateWorkspace(training: true);
            workspace.MinSharedWork = 0;
            return Run(model, workspace, batch, ragged: true);
        });

        float[] one = OnThreads(1);
        Weights.AssertSameBits(one, OnThreads(2));
        Weights.AssertSameBits(one, OnThreads(5));
    }

    private static float[] Run(IRecurrentModel model, ModelWorkspace workspace, int batch, bool ragged)
    {
        Random random = new(ragged ? 3 : 4);
        int[] lengths = [.. Enumerable.Range(0, batch).Select(row => ragged && row > 0 ? random.Next(1, Steps) : Steps)];
        workspace.WantInputGradient = model.Description.Features > 0;
        workspace.Begin(batch, Steps, lengths);
        if (model.Description.Features > 0)
            workspace.SetFeatures(Values(random, batch * Steps * model.Description.Features));
        else
            workspace.SetTokens([.. Enumerable.Range(0, batch * Steps).Select(_ => random.Next(1, 7))]);
        HeadWorkspace head = workspace.Heads[0];
        head.SetTargets(Values(random, head.Rows * head.Info.Outputs));
        AlignedBuffer gradients = new(model.Parameters.Count);
        model.Forward(workspace);
        model.Loss(workspace);
        model.Backward(workspace, gradients);
        float[] inputs = new float[batch * Steps * model.Description.Features];
        if (inputs.Length > 0)
            workspace.CopyInputGradient(inputs);
        Assert.All(inputs.Concat(gradients.Span.ToArray()), value => Assert.True(float.IsFinite(value)));
        return [.. gradients.Span, .. inputs];
    }

    private static float[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];

    [RecurrentModel]
    [Embedding(7, 5)]
    [Lstm(8)]
    [Gru(6)]
    [Regression(2)]
    private sealed partial class Embedded;

    [RecurrentModel]
    [Features(3)]
    [Dense(10, Activation = Activation.Tanh)]
    [LayerNorm]
    [Lstm(20, Layers = 2)]
    [Regression(2)]
    private sealed partial class Below;

    [RecurrentModel]
    [Features(3)]
    [Conv1d(6, 1)]
    [Gru(7, Bidirectional = true)]
    [Lstm(4, Peepholes = true)]
    [Rnn(5)]
    [Regression(2, Pooling = Pooling.Mean)]
    private sealed partial class Both;

    [RecurrentModel]
    [Features(3)]
    [Lstm(8)]
    [SelfAttention]
    [Regression(2, Pooling = Pooling.Attention)]
    private sealed partial class Attending;

    [RecurrentModel]
    [Features(3)]
    [Gru(8)]
    [Regression(2, Pooling = Pooling.EveryStep)]
    private sealed partial class Every;
}
