using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Segments of long sequences that are computed once more in the backward pass.</summary>
public class RecomputedTests
{
    private static readonly int[] Lengths = [1, 2, 3, 7, 29, 30, 1000];

    public static TheoryData<string> Cases() =>
    [
        "values", "step values", "tags", "weighted tags", "tokens", "outputs", "two heads", "weighted classes", "masks", "stack",
        "projection",
        "convolution",
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_gradient_is_that_of_whole_sequences(string name)
    {
        (Func<IRecurrentModel> create, SequenceSet set, FitOptions more) = Case(name);
        (float[] expected, double loss) = Gradient(create(), set, more);
        float largest = expected.Max(MathF.Abs);
        Assert.True(largest > 1e-3f, $"largest gradient {largest}");
        foreach (int steps in Lengths)
        {
            (float[] actual, double own) = Gradient(create(), set, more with { RecomputedSteps = steps });
            Weights.AssertClose(expected, actual, 3e-6f * Math.Max(largest, 0.1f));
            Assert.Equal(loss, own, 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_of_sequences_count_as_in_whole_ones(string name)
    {
        (Func<IRecurrentModel> create, SequenceSet set, FitOptions more) = Case(name);
        set = set.WithWeights([2, 0, 0.5f, 3, 1.25f]);
        (float[] expected, double loss) = Gradient(create(), set, more);
        (float[] actual, double own) = Gradient(create(), set, more with { RecomputedSteps = 4 });
        Weights.AssertClose(expected, actual, 3e-6f);
        Assert.Equal(loss, own, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_training_ends_with_the_weights_of_whole_sequences(string name)
    {
        // Batches that make an update together, shards, and momentum, over some updates.
        (Func<IRecurrentModel> create, SequenceSet set, FitOptions more) = Case(name);
        // Layer norms of a stack make so much of a rounding that greater steps, of shards too, lead elsewhere.
        double rate = name == "stack" ? 0.01 : 0.1;
        FitOptions options = more with { Epochs = 3, BatchSize = 2, Optimizer = new Sgd(rate, momentum: 0.9), Seed = 4 };
        foreach (FitOptions one in new[] { options, options with { AccumulateBatches = 2 }, options with { Shards = 2 },
            options with { Shards = 3, AccumulateBatches = 3 } })
        {
            IRecurrentModel whole = create(), segments = create();
            History expected = whole.Fit(set, one), actual = segments.Fit(set, one with { RecomputedSteps = 4 });
            Weights.AssertClose(Weights.Copy(whole), Weights.Copy(segments), 1e-5f);
            Assert.Equal(expected.Updates, actual.Updates);
            Assert.All(expected.Epochs.Zip(actual.Epochs), pair => Assert.Equal(pair.First.TrainLoss, pair.Second.TrainLoss, 1e-5));
        }
    }

    [Fact]
    public void Carried_states_and_pieces_go_on_as_in_whole_ones()
    {
        SequenceSet set = Sets.StepValues(6, 13, 29);
        FitOptions options = new()
        {
            Epochs = 3, BatchSize = 3, Shuffle = false, CarryState = true, Optimizer = new Sgd(0.05), TruncatedSteps = 10
        };
        foreach (FitOptions one in new[] { options, options with { TruncatedSteps = null }, options with { Shards = 2 } })
        {
            var whole = new StepRegression(1);
            var segments = new StepRegression(1);
            History expected = whole.Fit(set, one), actual = segments.Fit(set, one with { RecomputedSteps = 4 });
            Weights.AssertClose(Weights.Copy(whole), Weights.Copy(segments), 1e-6f);
            Assert.Equal(expected.Updates, actual.Updates);
            var without = new StepRegression(1);
            without.Fit(set, one with { RecomputedSteps = 4, CarryState = false });
            Assert.NotEqual(Weights.Copy(whole), Weights.Copy(without));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Any_number_of_threads_gives_the_same_bits(int shards)
    {
        (Func<IRecurrentModel> create, SequenceSet set, FitOptions more) = Case("masks");
        float[] Train(int threads) => DeterminismTests.OnThreads(threads, () =>
        {
            IRecurrentModel model = create();
            model.Fit(set, more with { Epochs = 3, BatchSize = 4, RecomputedSteps = 5, Shards = shards });
            return Weights.Copy(model);
        });
        float[] one = Train(1);
        Weights.AssertSameBits(one, Train(2));
        Weights.AssertSameBits(one, Train(3));
    }

    [Fact]
    public void Validation_goes_by_segments_too()
    {
        // A last step, all steps, and metrics of both.
        (Func<IRecurrentModel> create, SequenceSet set, _) = Case("stack");
        FitOptions options = new()
        {
            Epochs = 2, BatchSize = 2, Optimizer = new Sgd(0), Validation = set,
            Metrics = [new HeadMetric("near", new Mae()), new HeadMetric("kind", new Accuracy(4))],
        };
        EpochRecord expected = create().Fit(set, options).Epochs[0],
            actual = create().Fit(set, options with { RecomputedSteps = 4 }).Epochs[0];
        Assert.Equal(expected.ValidationLoss!.Value, actual.ValidationLoss!.Value, 1e-6);
        Assert.Equal(expected.Metrics["near.mae"], actual.Metrics["near.mae"], 1e-6);
        Assert.Equal(expected.Metrics["kind.accuracy"], actual.Metrics["kind.accuracy"]);
        IRecurrentModel model = create();
        Assert.Equal(
            model.Evaluate(set, options.Metrics, batchSize: 2).Loss,
            model.Evaluate(set, options.Metrics, batchSize: 2, truncatedSteps: 3).Loss, 1e-6);
    }

    [Fact]
    public void A_metric_of_whole_paths_reads_them_whole()
    {
        string[] labels = ["O", "B-X", "I-X", "B-Y"];
        SequenceSet features = Sets.Features(6, 8, 5, 20);
        SequenceSet set = features.WithStepClasses(Sets.Classes((int)features.TotalSteps, 4, 3));
        FitOptions options = new()
        {
            Epochs = 1, BatchSize = 3, Optimizer = new Sgd(0), Validation = set, Metrics = [new EntityF1(labels)]
        };
        double Measured(FitOptions with) => new LongTagger(1).Fit(set, with).Epochs[0].Metrics.Single().Value;
        double whole = Measured(options);
        Assert.Equal(whole, Measured(options with { RecomputedSteps = 2 }));
        Assert.NotEqual(whole, Measured(options with { TruncatedSteps = 2 })); // there, paths are cut
    }

    [Fact]
    public void Steady_training_allocates_nothing()
    {
        (Func<IRecurrentModel> create, SequenceSet set, FitOptions more) = Case("masks");
        long last = 0, allocated = 0;
        int batches = 0;
        DeterminismTests.OnThreads(1, () => create().Fit(set, more with
        {
            Epochs = 8, BatchSize = 2, RecomputedSteps = 6, Shuffle = false,
            Callbacks =
            [
                new Callback
                {
                    Batch = context =>
                    {
                        long now = GC.GetAllocatedBytesForCurrentThread();
                        if (context is { Epoch: > 4, Batch: > 1 })
                            (allocated, batches) = (allocated + now - last, batches + 1);
                        last = GC.GetAllocatedBytesForCurrentThread();
                    },
                },
            ],
        }));
        Assert.True(batches >= 4);
        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData("tagger")]
    [InlineData("regression")]
    public void Ten_thousand_steps_take_less_than_a_quarter_of_the_memory(string name)
    {
        SequenceSet features = Sets.Features(2, 8, 10_000, 10_000);
        (Func<IRecurrentModel> create, SequenceSet set) = name == "tagger"
            ? ((Func<IRecurrentModel>)(() => new LongTagger(1)), features.WithStepClasses(Sets.Classes(20_000, 4, 3)))
            : (() => new LongRegression(1), features.WithValues(Sets.Values(2, 3), 1));
        FitOptions options = new() { Epochs = 1, BatchSize = 2, Optimizer = new Sgd(0.1), Validation = set };

        // Everything that a training allocates, the workspace above all. The first one compiles code.
        long Allocated(FitOptions with) => DeterminismTests.OnThreads(1, () =>
        {
            IRecurrentModel model = create();
            long before = GC.GetAllocatedBytesForCurrentThread();
            model.Fit(set, with);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        Allocated(options with { RecomputedSteps = 100 });
        long whole = Allocated(options), segments = Allocated(options with { RecomputedSteps = 100 });
        Assert.True(segments * 4 <= whole, $"{segments:N0} bytes in segments, {whole:N0} for all steps");
    }

    [Fact]
    public void What_has_no_segments_is_refused_with_the_reason()
    {
        FitOptions options = new() { RecomputedSteps = 5 };
        SequenceSet features = Sets.Features(5, 3, 6, 30), tokens = Sets.Tokens(5, 12, 6, 30);
        Says("a layer is bidirectional", () => new DropoutClassifier(1).Fit(tokens.WithClasses([0, 1, 2, 0, 1]), options));
        Says("a convolution", () => new ValidConvolution(1).Fit(features.WithValues(Sets.Values(10, 1), 2), options));
        Says("pools over all steps", () => new LabelModel(1).Fit(features.WithValues(new float[20], 4), options));
        Says("CRF", () => new CrfTagger(1).Fit(tokens.WithStepClasses(new int[tokens.TotalSteps]), options));
        Says("CTC", () => new CtcModel(1).Fit(features.WithLabels([[1], [2], [], [3], [1]]), options));
        Says("the encoder's state", () => new EncoderDecoder(new WordReader(1), new WordWriter(2)).Fit(Talks.Set, options));
        Says("[SelfAttention]", () => new OnlySelfAttention(1).Fit(Sets.Features(5, 4, 30, 30).WithStepValues(new float[150], 1), options));
        Says("give at least 1", () => new TinyRegression(1).Fit(Sets.Regression(3), new FitOptions { RecomputedSteps = 0 }));

        static void Says(string words, Action fit)
        {
            string message = Assert.ThrowsAny<ArgumentException>(fit).Message;
            Assert.Contains("RecomputedSteps", message, StringComparison.Ordinal);
            Assert.Contains(words, message, StringComparison.Ordinal);
        }
    }

    // What one update of rate 1 takes away from the weights.
    private static (float[] Gradient, double Loss) Gradient(IRecurrentModel model, SequenceSet set, FitOptions more)
    {
        float[] before = Weights.Copy(model);
        History history = model.Fit(set, more with { Epochs = 1, BatchSize = 5, Shuffle = false, Optimizer = new Sgd(1) });
        float[] after = Weights.Copy(model);
        return ([.. before.Zip(after, (a, b) => a - b)], history.Epochs[0].TrainLoss);
    }

    private static (Func<IRecurrentModel> Create, SequenceSet Set, FitOptions More) Case(string name)
    {
        switch (name)
        {
            case "masks":
                return (() => new SegmentMasks(1), Sets.Tokens(5, 12, 2, 30).WithClasses([0, 1, 2, 0, 1]), new());
            case "stack":
                SequenceSet two = Sets.Features(5, 2, 2, 30);
                return (() => new SegmentStack(1),
                    two.WithStatic(Sets.Values(15, 9), 3).WithStepValues(Sets.Values((int)two.TotalSteps, 3), 1, "near")
                        .WithClasses([0, 3, -100, 2, 1], "kind"), new());
            case "projection":
                return (() => new SegmentProjection(1), Sets.Regression(5, 2, 30), new());
            case "convolution":
                return (() => new CausalConvolution(1), Sets.StepValues(5, 2, 30), new());
            default:
                (Func<IRecurrentModel> create, SequenceSet set, FitOptions? more) = AccumulationTests.Case(name);
                return (create, set, more ?? new());
        }
    }
}
