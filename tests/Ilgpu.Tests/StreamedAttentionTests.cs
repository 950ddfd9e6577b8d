using LstmGen.CompilerServices;
using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Training;

namespace LstmGen.Ilgpu.Tests;

/// <summary>Streams of causal self-attention on the simulated device do what those on the processor do.</summary>
public sealed class StreamedAttentionTests : IDisposable
{
    private const int Rows = 3, Steps = 60;

    private static readonly ReferenceModel Declaration = new(
        "Attending", new FeaturesInput(6),
        [new SelfAttentionLayer { Heads = 2, Causal = true, Residual = true }, new GruLayer(6),
            new SelfAttentionLayer { Heads = 3, Causal = true, Bias = false }],
        [new RegressionHead(2) { Pooling = Pooling.EveryStep }])
    {
        Backends = Backends.Simd | Backends.Ilgpu,
    };

    private readonly Probe _probe = Probe.Of(Declaration, Rows, Steps);
    private readonly CompiledModels _models = ModelCompiler.Compile(Probe.Of(Declaration, Rows, Steps).Source, Gpus.Wanted);

    [Fact]
    public void Resets_copies_orders_and_states_in_any_order()
    {
        IRecurrentModel model = _probe.Create(_models);
        using var gpu = (DeviceModel)Gpus.Put(model, TestDevice.Shared);
        TypedModel processor = new(model), typed = new((IRecurrentModel)gpu);
        TypedStream[] expected = [processor.CreateStream(Rows), processor.CreateStream(Rows)],
            actual = [typed.CreateStream(Rows), typed.CreateStream(Rows)];
        actual[1].Reserve(40);
        var batch = new ModelBatch(_probe.Data);
        var random = new Random(3);
        var read = new[] { 0, 0 };
        int longest = 0;
        for (int round = 0; round < Steps; round++)
        {
            int one = random.Next(2);
            for (int t = 0; t < 3; t++)
            {
                float[] wanted = new float[Rows * 2], have = new float[Rows * 2];
                int at = random.Next(Steps);
                expected[one].Step(batch, at, wanted);
                actual[one].Step(batch, at, have);
                Assert.Null(Closeness.Difference($"round {round}", Numbers.ToDouble(wanted), Numbers.ToDouble(have), 1e-5));
                longest = Math.Max(longest, ++read[one]);
            }

            switch (random.Next(8))
            {
                case 0:
                    expected[one].Reset();
                    actual[one].Reset();
                    read[one] = 0;
                    break;
                case 1 or 2:
                    int[] from = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(Rows))];
                    expected[one].Reorder(from);
                    actual[one].Reorder(from);
                    break;
                case 3:
                    expected[1 - one].CopyFrom(expected[one]);
                    actual[1 - one].CopyFrom(actual[one]);
                    read[1 - one] = read[one];
                    break;
                case 4:
                    // Through a state that crosses over.
                    ModelState state = actual[one].State;
                    Assert.Equal(read[one], state.Steps);
                    Assert.Null(
                        Closeness.Difference("state", Numbers.ToDouble(expected[one].State.Values), Numbers.ToDouble(state.Values), 1e-5));
                    expected[1 - one].State = state;
                    actual[1 - one].State = state;
                    read[1 - one] = read[one];
                    break;
                default:
                    break;
            }
        }

        Assert.True(longest > 32, $"the room grew: {longest} steps");
    }

    [Fact]
    public void A_batch_of_different_lengths_is_where_a_stream_goes_on()
    {
        IRecurrentModel model = _probe.Create(_models);
        using var gpu = (DeviceModel)Gpus.Put(model, TestDevice.Shared);
        var states = new ModelState[2];
        var batch = new ModelBatch(_probe.Data);
        foreach ((int index, IRecurrentModel one) in new[] { model, (IRecurrentModel)gpu }.Index())
        {
            ModelWorkspace workspace = one.CreateWorkspace(training: false);
            workspace.Begin(Rows, Steps, [5, 60, 17]);
            workspace.SetFeatures(batch.Values);
            one.Forward(workspace);
            states[index] = new ModelState(model.Description, Rows);
            workspace.CopyFinalState(states[index]);
            Assert.Equal([5, 60, 17], states[index].Lengths.ToArray());
            workspace.InitialState = states[index];
            Assert.Contains(
                "60 earlier steps", Assert.ThrowsAny<Exception>(() => one.Forward(workspace)).GetBaseException().Message,
                StringComparison.Ordinal);
        }

        Assert.Null(Closeness.Difference("state", Numbers.ToDouble(states[0].Values), Numbers.ToDouble(states[1].Values), 1e-5));
        TypedStream expected = new TypedModel(model).CreateStream(Rows), actual = new TypedModel((IRecurrentModel)gpu).CreateStream(Rows);
        expected.State = states[0];
        actual.State = states[1];
        for (int t = 0; t < 5; t++)
        {
            float[] wanted = new float[Rows * 2], have = new float[Rows * 2];
            expected.Step(batch, t, wanted);
            actual.Step(batch, t, have);
            Assert.Null(Closeness.Difference($"step {t}", Numbers.ToDouble(wanted), Numbers.ToDouble(have), 1e-5));
        }
    }

    public void Dispose() => _models.Dispose();
}
