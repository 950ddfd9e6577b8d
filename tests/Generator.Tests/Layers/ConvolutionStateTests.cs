using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Training;

namespace LstmGen.Generator.Tests.Layers;

/// <summary>A causal convolution goes on from the steps before: in streams, in pieces, and in the gradients of pieces.</summary>
public sealed class ConvolutionStateTests : IDisposable
{
    private const int Batch = 3, Time = 8, Split = 3;

    private readonly Probe _probe = Probe.Of(
        new ReferenceModel(
            "Pieces", new FeaturesInput(2),
            [new ConvLayer(5, 4) { Padding = Padding.Causal, Activation = Activation.Tanh }, new LstmLayer(3)],
            [new RegressionHead(2) { Pooling = Pooling.EveryStep }]),
        Batch, Time);

    private readonly CompiledModels _models;
    private readonly IRecurrentModel _model;
    private readonly float[] _values;

    public ConvolutionStateTests()
    {
        _models = ModelCompiler.Compile(_probe.Source);
        _model = _probe.Create(_models);
        _values = Numbers.ToSingle(_probe.Data.Values!);
    }

    public void Dispose() => _models.Dispose();

    [Fact]
    public void The_state_holds_the_last_inputs()
    {
        StateInfo past = Assert.Single(_model.Description.States, state => state.Name == "conv.past");
        Assert.Equal((3, 2), (past.Count, past.Size));
        ModelWorkspace workspace = Forward(0, Time, null);
        var state = new ModelState(_model.Description.States, Batch);
        workspace.CopyFinalState(state);
        for (int slot = 0; slot < 3; slot++)
            for (int row = 0; row < Batch; row++)
                Assert.Equal(_values.AsSpan((row * Time + Time - 3 + slot) * 2, 2), state["conv.past"].Slice((slot * Batch + row) * 2, 2));
    }

    [Fact]
    public void A_stream_gives_what_the_whole_sequence_gives_and_its_state_can_be_moved()
    {
        var batch = new ModelBatch(_probe.Data);
        var whole = new float[Batch * Time * 2];
        new TypedModel(_model).Predict(batch, whole);
        TypedStream stream = new TypedModel(_model).CreateStream(Batch);
        var outputs = new float[Batch * 2];
        for (int t = 0; t < Time; t++)
        {
            stream.Step(batch, t, outputs);
            for (int row = 0; row < Batch; row++)
                Assert.Equal(whole.AsSpan((row * Time + t) * 2, 2), outputs.AsSpan(row * 2, 2));
            ModelState state = stream.State;
            stream = new TypedModel(_model).CreateStream(Batch);
            stream.State = state;
        }
    }

    [Fact]
    public void Pieces_that_hand_on_their_state_and_its_gradient_give_the_gradients_of_the_whole()
    {
        var weights = Enumerable.Range(0, Batch * Time * 2).Select(i => MathF.Sin(i)).ToArray();
        var expected = new Training.AlignedBuffer(_model.Parameters.Count);
        ModelWorkspace whole = Forward(0, Time, null);
        whole.Heads[0].SetOutputGradients(weights);
        _model.Backward(whole, expected);

        ModelWorkspace first = Forward(0, Split, null);
        var between = new ModelState(_model.Description.States, Batch);
        first.CopyFinalState(between);
        ModelWorkspace second = Forward(Split, Time, between);
        var gradients = new Training.AlignedBuffer(_model.Parameters.Count);
        second.InitialStateGradient = new ModelState(_model.Description.States, Batch);
        second.Heads[0].SetOutputGradients(Part(weights, Split, Time));
        _model.Backward(second, gradients);
        first.FinalStateGradient = second.InitialStateGradient;
        first.Heads[0].SetOutputGradients(Part(weights, 0, Split));
        _model.Backward(first, gradients);

        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected.Span[i], gradients.Span[i], 1e-5f);
        var dx = new float[Batch * Split * 2];
        first.CopyInputGradient(dx);
        var all = new float[Batch * Time * 2];
        whole.CopyInputGradient(all);
        float[] want = Part(all, 0, Split);
        for (int i = 0; i < dx.Length; i++)
            Assert.Equal(want[i], dx[i], 1e-5f);
    }

    private ModelWorkspace Forward(int begin, int end, ModelState? initial)
    {
        ModelWorkspace workspace = _model.CreateWorkspace(training: true);
        workspace.WantInputGradient = true;
        workspace.InitialState = initial;
        workspace.Begin(Batch, end - begin);
        workspace.SetFeatures(Part(_values, begin, end));
        _model.Forward(workspace);
        return workspace;
    }

    // Steps [begin, end) of [B, T, 2].
    private static float[] Part(float[] all, int begin, int end) =>
        [.. Enumerable.Range(0, Batch).SelectMany(row => all[((row * Time + begin) * 2)..((row * Time + end) * 2)])];
}
