using LstmGen.CompilerServices;
using LstmGen.Generator.Tests.Numeric;

namespace LstmGen.Ilgpu.Tests;

/// <summary>An encoder and a decoder with attention on the simulated device, against the same pair on the processor.</summary>
public sealed class PairTests : IDisposable
{
    private const string Source = """
        using LstmGen;

        namespace Pairs;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Embedding(9, 3)]
        [Gru(4, Bidirectional = true)]
        [SequenceOutput]
        public partial class Reader;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Source(typeof(Reader), Bridge = Bridge.Dense)]
        [Embedding(9, 3)]
        [Attention(Score = AttentionScore.Additive, Dropout = 0.3f)]
        [Gru(5)]
        [Attention(Score = AttentionScore.General, Size = 6, Dropout = 0.2f)]
        [SelfAttention(Heads = 2, Causal = true, Dropout = 0.25f)]
        [Classification(4, Pooling = Pooling.EveryStep)]
        public partial class Tagger;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Source(typeof(Reader), Bridge = Bridge.Dense)]
        [Embedding(9, 3)]
        [Attention(Score = AttentionScore.General)]
        [Lstm(5)]
        [SelfAttention(Causal = true, Residual = true)]
        [Attention(Score = AttentionScore.Additive, Size = 6)]
        [LanguageModel]
        public partial class Writer;
        """;

    private static readonly int[][] Sources = [[1, 2, 3], [4, 5, 0, 2, 1], [3, 3], [0, 4, 2, 5]],
        Texts = [[6, 3, 2], [6, 1, 0, 4], [6, 2], [6, 5, 5, 5, 1]];
    private readonly CompiledModels _models = ModelCompiler.Compile(Source, Gpus.Wanted);

    // The masks of weights are the processor's, bit for bit.
    [Fact]
    public void Fit_of_a_pair_on_a_device_ends_with_the_processors_weights()
    {
        SequenceSet set =
            SequenceSet.FromTokens(Texts).WithStepClasses([.. Texts.Select(text => text.Select(token => token % 4).ToArray())])
                .WithSource(SequenceSet.FromTokens(Sources));
        FitOptions options = new() { Epochs = 3, BatchSize = 2, Optimizer = new Adam(1e-2f), ClipNorm = 1 };
        var host = new EncoderDecoder(_models.Create("Pairs.Reader", 1), _models.Create("Pairs.Tagger", 2));
        History expected = host.Fit(set, options);
        using DeviceModel reader = Put("Pairs.Reader", 1), tagger = Put("Pairs.Tagger", 2);
        var pair = new EncoderDecoder((IRecurrentModel)reader, (IRecurrentModel)tagger);
        History actual = pair.Fit(set, options);
        Assert.Null(
            Closeness.Difference(
                "losses", [.. expected.Epochs.Select(e => e.TrainLoss)], [.. actual.Epochs.Select(e => e.TrainLoss)], 1e-4));
        Assert.Null(
            Closeness.Difference("weights", Numbers.ToDouble(host.Parameters.Read()), Numbers.ToDouble(pair.Parameters.Read()), 1e-4));
    }

    [Fact]
    public void A_pair_on_a_device_writes_what_the_processor_writes()
    {
        SequenceSet sources = SequenceSet.FromTokens(Sources);
        var host = new EncoderDecoder(_models.Create("Pairs.Reader", 1), _models.Create("Pairs.Writer", 2));
        using DeviceModel reader = Put("Pairs.Reader", 1), writer = Put("Pairs.Writer", 2);
        var pair = new EncoderDecoder((IRecurrentModel)reader, (IRecurrentModel)writer);
        foreach (int beams in new[] { 1, 3 })
        {
            var options = new WritingOptions
            {
                StartToken = 6, EndToken = 7, MaxTokens = 5, Beams = beams, KeepAlignment = beams == 1, BatchSize = 3
            };
            IReadOnlyList<WrittenText> expected = host.Write(sources, options), actual = pair.Write(sources, options);
            for (int i = 0; i < expected.Count; i++)
            {
                Assert.Equal(expected[i].Tokens, actual[i].Tokens);
                Assert.Equal(expected[i].Score, actual[i].Score, 1e-4);
                for (int t = 0; t < (expected[i].Alignment?.Count ?? 0); t++)
                    Assert.Null(
                        Closeness.Difference(
                            "alignment", Numbers.ToDouble(expected[i].Alignment![t]), Numbers.ToDouble(actual[i].Alignment![t]), 1e-4));
            }
        }
    }

    [Fact]
    public void A_stream_computes_its_keys_anew_where_the_weights_change()
    {
        IRecurrentModel reader = _models.Create("Pairs.Reader", 1), host = _models.Create("Pairs.Writer", 2);
        using var gpu = (DeviceModel)Gpus.Put(host, TestDevice.Shared);
        var pair = new EncoderDecoder(reader, host);
        ISourceStream expected = ((ISourceModel)host).CreateSourceStream(1), actual = ((ISourceModel)gpu).CreateSourceStream(1);
        expected.Begin(pair.Read(Sources[1]));
        actual.Begin(pair.Read(Sources[1]));
        for (int t = 0; t < 4; t++)
        {
            float[] wanted = new float[9], have = new float[9];
            expected.StepRaw([t], wanted);
            actual.StepRaw([t], have);
            Assert.Null(Closeness.Difference($"step {t}", Numbers.ToDouble(wanted), Numbers.ToDouble(have), 1e-4));
            host.Parameters.Update(Change);
        }

        static void Change(Span<float> values)
        {
            foreach (ref float value in values)
                value *= 1.5f;
        }
    }

    [Fact]
    public void Fit_Evaluate_and_Predict_of_a_pair_leave_only_the_weights()
    {
        SequenceSet set = SequenceSet.FromTokens(Texts)
            .WithStepClasses([.. Texts.Select(text => text.Select(token => token % 4).ToArray())])
            .WithSource(SequenceSet.FromTokens(Sources));
        using var device = GpuDevice.Open(GpuKind.Simulated);
        RequireNothingStays(device, Put("Pairs.Reader", 1, device), Put("Pairs.Tagger", 2, device), set);
        RequireNothingStays(device, Put("Pairs.Reader", 1, device), _models.Create("Pairs.Tagger", 2), set);
        RequireNothingStays(device, _models.Create("Pairs.Reader", 1), Put("Pairs.Tagger", 2, device), set);
    }

    public void Dispose() => _models.Dispose();

    // The first calls allocate what stays: the weights, and what kernels share.
    private static void RequireNothingStays(GpuDevice device, object reader, object tagger, SequenceSet set)
    {
        using var first = reader as IDisposable;
        using var second = tagger as IDisposable;
        var pair = new EncoderDecoder((IRecurrentModel)reader, (IRecurrentModel)tagger);
        Use();
        long held = device.BytesHeld;
        Use();
        Assert.Equal(held, device.BytesHeld);

        void Use()
        {
            pair.Fit(set, new FitOptions { Epochs = 1, BatchSize = 2 });
            pair.Evaluate(set);
            pair.Predict(set);
        }
    }

    private DeviceModel Put(string name, int seed, GpuDevice? device = null) =>
        (DeviceModel)Gpus.Put(_models.Create(name, seed), device ?? TestDevice.Shared);
}
