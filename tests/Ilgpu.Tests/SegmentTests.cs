using LstmGen.CompilerServices;
using LstmGen.Generator.Tests.Numeric;
using LstmGen.Training;
using LstmGen.Training.Tests;

namespace LstmGen.Ilgpu.Tests;

/// <summary>
/// Segments of long sequences that are computed once more, on the simulated device: against whole sequences and the processor.
/// </summary>
public sealed class SegmentTests
{
    private const string Source = """
        using LstmGen;

        namespace Segments;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Embedding(12, 9)]
        [Dropout(0.2f, SharedOverTime = true)]
        [Lstm(7, Layers = 2, Dropout = 0.3f, InputDropout = 0.1f, RecurrentDropout = 0.2f)]
        [Dropout(0.2f)]
        [Gru(6, Zoneout = 0.2f)]
        [Classification(3, Dropout = 0.1f)]
        public partial class Masks;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Features(2)]
        [Rnn(5)]
        [Regression(1, Pooling = Pooling.EveryStep)]
        public partial class Steps;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Features(2)]
        [Lstm(16)]
        [Regression(1)]
        public partial class Long;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Features(2)]
        [Lstm(4, Bidirectional = true)]
        [Regression(1)]
        public partial class Both;
        """;

    private static readonly CompiledModels Compiled = ModelCompiler.Compile(Source, Gpus.Wanted);

    [Theory]
    [InlineData("Masks")]
    [InlineData("Steps")]
    public void The_gradient_is_that_of_whole_sequences(string name)
    {
        SequenceSet set = Set(name);
        FitOptions options = new() { Epochs = 1, BatchSize = 5, Shuffle = false, Optimizer = new Sgd(1), Seed = 4 };
        float[] whole = OnDevice(name, set, options), before = Weights.Copy(Create(name));
        Assert.NotNull(Closeness.Difference("weights", Numbers.ToDouble(before), Numbers.ToDouble(whole), 1e-3));
        Assert.InRange(set.MaxLength, 12, 99); // one segment for each length, and several
        foreach (int steps in new[] { 1, 4, 11, 100 })
        {
            float[] segments = OnDevice(name, set, options with { RecomputedSteps = steps });
            Assert.Null(Closeness.Difference($"segments of {steps}", Numbers.ToDouble(whole), Numbers.ToDouble(segments), 1e-5));
        }
    }

    [Theory]
    [InlineData("Masks")]
    [InlineData("Steps")]
    public void Training_ends_with_the_processors_weights(string name)
    {
        SequenceSet set = Set(name);
        FitOptions options = new()
        {
            Epochs = 2, BatchSize = 2, Optimizer = new Sgd(0.1, momentum: 0.9), ClipNorm = 0.5f, Seed = 9, RecomputedSteps = 4,
            Validation = set,
        };
        foreach (FitOptions one in new[] { options, options with { AccumulateBatches = 2 } })
        {
            IRecurrentModel host = Create(name);
            History expected = host.Fit(set, one);
            IRecurrentModel trained = Create(name);
            using var gpu = (DeviceModel)Gpus.Put(trained, TestDevice.Shared);
            History actual = ((IRecurrentModel)gpu).Fit(set, one);
            Assert.Null(
                Closeness.Difference(
                    "losses", [.. expected.Epochs.Select(e => e.TrainLoss)], [.. actual.Epochs.Select(e => e.TrainLoss)], 1e-4));
            Assert.Equal(expected.Epochs[^1].ValidationLoss!.Value, actual.Epochs[^1].ValidationLoss!.Value, 1e-4);
            Assert.Null(
                Closeness.Difference(
                    "weights", Numbers.ToDouble(host.Parameters.Read()), Numbers.ToDouble(trained.Parameters.Read()), 1e-4));
        }
    }

    [Fact]
    public void A_long_sequence_takes_less_than_a_quarter_of_the_memory()
    {
        SequenceSet set = Sets.Features(2, 2, 200, 200).WithValues(Sets.Values(2, 3), 1);
        FitOptions options = new() { Epochs = 1, BatchSize = 2, Optimizer = new Sgd(0.1) };
        long whole = MostHeld(set, options), segments = MostHeld(set, options with { RecomputedSteps = 20 });
        Assert.True(segments * 4 <= whole, $"{segments:N0} bytes in segments, {whole:N0} for all steps");
    }

    [Fact]
    public void What_has_no_segments_is_refused_with_the_reason()
    {
        SequenceSet set = Sets.Features(3, 2, 2, 4).WithValues(Sets.Values(3, 5), 1);
        using var gpu = (DeviceModel)Gpus.Put(Create("Both"), TestDevice.Shared);
        string message =
            Assert.Throws<ArgumentException>(() => ((IRecurrentModel)gpu).Fit(set, new FitOptions { RecomputedSteps = 2 })).Message;
        Assert.Contains("RecomputedSteps is 2", message, StringComparison.Ordinal);
        Assert.Contains("bidirectional", message, StringComparison.Ordinal);
    }

    // The lengths of the rows differ, so that the rows of a segment are not those of the batch.
    private static SequenceSet Set(string name)
    {
        if (name == "Masks")
            return Sets.Tokens(5, 12, 2, 16).WithClasses([0, 1, 2, 0, 1]);
        SequenceSet features = Sets.Features(5, 2, 2, 16);
        return features.WithStepValues(Sets.Values((int)features.TotalSteps, 3), 1);
    }

    private static IRecurrentModel Create(string name) => Compiled.Create($"Segments.{name}", 3);

    private static float[] OnDevice(string name, SequenceSet set, FitOptions options)
    {
        IRecurrentModel model = Create(name);
        using var gpu = (DeviceModel)Gpus.Put(model, TestDevice.Shared);
        ((IRecurrentModel)gpu).Fit(set, options);
        return Weights.Copy(model);
    }

    // Bytes on the device at the end of a batch, beyond those before the training.
    private static long MostHeld(SequenceSet set, FitOptions options)
    {
        using var gpu = (DeviceModel)Gpus.Put(Create("Long"), TestDevice.Shared);
        long before = TestDevice.Shared.BytesHeld;
        var held = new Held(TestDevice.Shared);
        ((IRecurrentModel)gpu).Fit(set, options with { Callbacks = [held] });
        return held.Most - before;
    }

    private sealed class Held(GpuDevice device) : TrainingCallback
    {
        public long Most { get; private set; }

        public override void OnBatchEnd(TrainingContext context) => Most = Math.Max(Most, device.BytesHeld);
    }
}
