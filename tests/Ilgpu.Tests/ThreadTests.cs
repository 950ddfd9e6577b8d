using LstmGen.CompilerServices;

namespace LstmGen.Ilgpu.Tests;

/// <summary>Several threads predict with models of one device: each gets what it gets alone.</summary>
public sealed class ThreadTests : IDisposable
{
    private const int Threads = 6, Rounds = 12;

    private const string Source = """
        using LstmGen;

        namespace Threads;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Features(2)]
        [Lstm(5)]
        [Regression(3)]
        public partial class One;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Features(2)]
        [Gru(4)]
        [Regression(1, Name = "a")]
        [Classification(3, Name = "b")]
        public partial class Two;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Embedding(9, 3)]
        [Gru(4)]
        [SequenceOutput]
        public partial class Reader;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Source(typeof(Reader))]
        [Embedding(9, 3)]
        [Gru(4)]
        [LanguageModel]
        public partial class Writer;
        """;

    private readonly CompiledModels _models = ModelCompiler.Compile(Source, Gpus.Wanted);
    private readonly GpuDevice _device = GpuDevice.Open(GpuKind.Simulated);

    [Fact]
    public void Predictions_of_two_models_take_turns()
    {
        using DeviceModel one = Put("Threads.One", 1), two = Put("Threads.Two", 2);
        PredictOne first = Method<PredictOne>(one);
        PredictTwo second = Method<PredictTwo>(two);
        AssertAlike(thread =>
        {
            float[] input = [.. Enumerable.Range(0, 2 * (2 + thread)).Select(i => MathF.Sin(i * (thread + 1)))], outputs = new float[7];
            first(input, 1, outputs.AsSpan(0, 3));
            second(input, 1, outputs.AsSpan(3, 1), outputs.AsSpan(4, 3));
            return outputs;
        });
    }

    [Fact]
    public void Predictions_of_a_set_take_turns()
    {
        using DeviceModel one = Put("Threads.One", 1);
        AssertAlike(thread =>
        {
            SequenceSet set = SequenceSet.FromFeatures(
                [.. Enumerable.Range(0, 12).Select(i => MathF.Cos(i * (thread + 1)))], 2, [2, 1 + (thread % 2), 3 - (thread % 2)]);
            return [.. ((IRecurrentModel)one).Predict(set, batchSize: 2).SelectMany(row => row)];
        });
    }

    [Fact]
    public void Texts_of_a_pair_take_turns()
    {
        using DeviceModel reader = Put("Threads.Reader", 1), writer = Put("Threads.Writer", 2);
        var pair = new EncoderDecoder((IRecurrentModel)reader, (IRecurrentModel)writer);
        var options = new WritingOptions { StartToken = 6, EndToken = 7, MaxTokens = 4, Beams = 1, BatchSize = 1 };
        AssertAlike(thread => [.. pair.Write(SequenceSet.FromTokens([[1, 2, thread], [3, thread]]), options)
            .Select(text => (float)text.Score)]);
    }

    public void Dispose()
    {
        _device.Dispose();
        _models.Dispose();
    }

    private delegate void PredictOne(ReadOnlySpan<float> sequences, int batch, Span<float> outputs);

    private delegate void PredictTwo(ReadOnlySpan<float> sequences, int batch, Span<float> a, Span<float> b);

    private static T Method<T>(object model)
        where T : Delegate =>
        model.GetType().GetMethod("Predict", [.. typeof(T).GetMethod("Invoke")!.GetParameters().Select(one => one.ParameterType)])!
            .CreateDelegate<T>(model);

    private DeviceModel Put(string name, int seed) => (DeviceModel)Gpus.Put(_models.Create(name, seed), _device);

    // What each thread computes at the same time as the others, against what it computes alone afterwards.
    private static void AssertAlike(Func<int, float[]> compute)
    {
        var found = new float[Threads][][];
        var failures = new Exception?[Threads];
        using var start = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                found[number] = [.. Enumerable.Range(0, Rounds).Select(_ => compute(number))];
            }
            catch (Exception e)
            {
                failures[number] = e;
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.All(failures, failure => Assert.Null(failure));
        for (int number = 0; number < Threads; number++)
        {
            float[] alone = compute(number);
            Assert.All(found[number], values => Assert.Equal(alone, values));
        }
    }
}
