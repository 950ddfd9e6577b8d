using LstmGen.Data;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Sources trained in pieces, by pairs of models, and as validation: the bits are those of a set.</summary>
public sealed class SourcePartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(3, 0, true)]
    [InlineData(2, 3, false)]
    [InlineData(4, 0, false)]
    public void Pieces_of_a_source_are_those_of_its_set(int accumulate, int shards, bool dropLast)
    {
        SequenceSet set = Sets.StepValues(23, 2, 17), dev = Sets.StepValues(9, 2, 17, 3);
        var options = new FitOptions
        {
            Epochs = 3, BatchSize = 4, Seed = 5, TruncatedSteps = 4, AccumulateBatches = accumulate, Shards = shards, DropLast = dropLast,
            Optimizer = new Adam(0.01f), Schedule = new CosineDecay(3),
        };
        var expected = new StepRegression(1);
        History whole = expected.Fit(set, options with { Validation = dev });
        foreach (int perBlock in new[] { 1, 5, 23 })
        {
            var seen = new List<(int Batch, int Batches, int Epoch)>();
            var reports = new List<TrainingReport>();
            var model = new StepRegression(1);
            History history = model.Fit(new SetSource(set, perBlock), options with
            {
                ValidationSource = new SetSource(dev, 2), Progress = new Told(reports),
                Callbacks = [new Callback { Batch = context => seen.Add((context.Batch, context.Batches, context.Epoch)) }],
            });
            Weights.AssertSameBits(expected, model);
            Assert.Equal(whole.Updates, history.Updates);
            Assert.Equal(whole.Epochs.Select(Figures), history.Epochs.Select(Figures));
            Assert.All(seen.GroupBy(one => one.Epoch), epoch =>
            {
                Assert.All(epoch, one => Assert.InRange(one.Batch, 1, one.Batches));
                Assert.Equal(epoch.Last().Batch, epoch.Last().Batches);
                Assert.All(epoch.SkipLast(1), one => Assert.True(one.Batch < one.Batches));
            });
            Assert.All(reports, report => Assert.InRange(report.Batch, 1, report.Batches));
        }
    }

    [Fact]
    public void States_are_carried_through_a_source()
    {
        SequenceSet set = Sets.StepValues(12, 9, 9);
        var options = new FitOptions
        {
            Epochs = 2, BatchSize = 4, Shuffle = false, CarryState = true, TruncatedSteps = 4, Optimizer = new Sgd(0.1f)
        };
        StepRegression expected = new(1), model = new(1);
        expected.Fit(set, options);
        model.Fit(new SetSource(set, 5), options);
        Weights.AssertSameBits(expected, model);
    }

    [Fact]
    public void Pieces_that_were_interrupted_end_with_the_same_bits()
    {
        SequenceSet set = Sets.StepValues(23, 2, 17);
        FitOptions options = new()
        {
            Epochs = 3, BatchSize = 4, Seed = 7, TruncatedSteps = 4, ShuffleSequences = 9, AccumulateBatches = 2,
            ValidationSource = new SetSource(set, 4)
        };
        var straight = new StepRegression(1);
        History expected = straight.Fit(new SetSource(set, 5), options);
        foreach (int updates in new[] { 1, 2, 3, 5, 8, 11 })
        {
            FitOptions saved =
                options with { Checkpoint = new() { Path = Path.Combine(_folder, $"run{updates}.safetensors"), Resume = true } };
            var stop = new Callback
            {
                Batch = context =>
                {
                    if (context.Updates == updates)
                        context.StopTraining();
                },
            };
            new StepRegression(1).Fit(new SetSource(set, 5), saved with { Callbacks = [stop] });
            var resumed = new StepRegression(2);
            History history = resumed.Fit(new SetSource(set, 5), saved);
            Assert.NotNull(history.ResumedFrom);
            Weights.AssertSameBits(straight, resumed);
            Assert.Equal(expected.Epochs.Select(Figures), history.Epochs.Select(Figures));
            Assert.Contains("Validation is", Assert.Throws<ArgumentException>(
                () =>
                    new StepRegression(1).Fit(
                        new SetSource(set, 5), saved with { ValidationSource = new SetSource(set, 5) })).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_pair_trains_on_a_source_to_the_bits_of_its_set(int shards)
    {
        SequenceSet words = Talks.Set.Subset([0, 1, 2, 3, 1, 0, 2, 2, 3]), curves = Talks.Curves(17, 4);
        AssertAsSet(() => new EncoderDecoder(new WordReader(1), new WordWriter(2)), words, shards);
        AssertAsSet(
            () => new EncoderDecoder(new WordReader(1), new WordWriter(2)), words.WithWeights([1, 2, 0, 1, 3, 0.5f, 1, 1, 1]), shards);
        AssertAsSet(() => new EncoderDecoder(new CurveReader(1), new CurveWriter(2)), curves, shards);
    }

    [Fact]
    public void A_source_measures_as_its_set_does()
    {
        SequenceSet set = Sets.Classification(41, 2, 9), dev = Sets.Classification(13, 2, 9, 3);
        var options = new FitOptions
        {
            Epochs = 6, BatchSize = 4, Optimizer = new Adam(0.05f), Metrics = [new Accuracy(3)], EarlyStopping = new(1, metric: "accuracy"),
            Schedule = new ReduceOnPlateau(factor: 0.5, patience: 0),
        };
        DropoutClassifier expected = new(1), model = new(1);
        History whole = expected.Fit(set, options with { Validation = dev }),
            history = model.Fit(set, options with { ValidationSource = new SetSource(dev, 4) });
        Weights.AssertSameBits(expected, model);
        Assert.Equal((whole.End, whole.BestEpoch), (history.End, history.BestEpoch));
        Assert.Equal(
            whole.Epochs.Select(epoch => (epoch.ValidationLoss, epoch.Metrics["accuracy"])),
            history.Epochs.Select(epoch => (epoch.ValidationLoss, epoch.Metrics["accuracy"])));
        Assert.Equal(
            new StepRegression(1).Evaluate(Sets.StepValues(7, 2, 31), batchSize: 3, truncatedSteps: 4).Loss,
            new StepRegression(1).Evaluate(new SetSource(Sets.StepValues(7, 2, 31), 2), batchSize: 3, truncatedSteps: 4).Loss);
    }

    [Fact]
    public void Readers_are_closed()
    {
        SetSource train = new(Sets.Classification(41), 4), dev = new(Sets.Classification(13), 4);
        new DropoutClassifier(1).Fit(train, new FitOptions { Epochs = 3, BatchSize = 4, ValidationSource = dev });
        Assert.Equal((0, 0), (train.Open, dev.Open));
    }

    [Fact]
    public void What_cannot_be_is_named_with_the_fix()
    {
        SequenceSet steps = Sets.StepValues(6, 2, 9), set = Sets.Regression(6);
        Check(
            "is given beside Validation",
            () => new TinyRegression(1).Fit(set, new() { Validation = set, ValidationSource = new SetSource(set, 4) }));
        Check(
            "Give a schedule by epochs",
            () =>
                new StepRegression(1).Fit(
                    new SetSource(steps, 4), new() { TruncatedSteps = 4, Schedule = new CosineDecay(9, unit: ScheduleUnit.Step) }));
        Check(
            "has one target for the whole sequence", () => new TinyRegression(1).Fit(new SetSource(set, 4), new() { TruncatedSteps = 4 }));
        Check("Declare [Features(3)]", () => new StepRegression(1).Fit(steps, new() { ValidationSource = new SetSource(set, 4) }));
        var pair = new EncoderDecoder(new WordReader(1), new WordWriter(2));
        Check("Give it one by SequenceShape.Source", () => pair.Fit(new SetSource(SequenceSet.NextToken([[1, 2, 3]]), 4), new()));
        Check("Leave both out", () => pair.Fit(new SetSource(Talks.Set, 4), new() { TruncatedSteps = 4 }));
        Check(
            "holds features",
            () => pair.Fit(new SetSource(SequenceSet.NextToken([[1, 2, 3]]).WithSource(Sets.Features(1, 2, 3, 3)), 4), new()));
        string message =
            Assert.Throws<DataFormatException>(
                () => pair.Fit(new SetSource(Talks.Set, 4) { Unread = 2, File = "talks.txt" }, new())).Message;
        Assert.Contains("4 sequences and 3 in Source", message, StringComparison.Ordinal);
        message =
            Assert.Throws<DataFormatException>(
                () =>
                    pair.Fit(
                        new SetSource(SequenceSet.NextToken([[1, 2, 3]]).WithSource(SequenceSet.FromTokens([[1, 9]])), 4), new())).Message;
        Assert.Contains("token id 9 is outside", message, StringComparison.Ordinal);
    }

    private static void Check(string words, Action fit) =>
        Assert.Contains(words, Assert.ThrowsAny<ArgumentException>(fit).Message, StringComparison.Ordinal);

    private static void AssertAsSet(Func<EncoderDecoder> create, SequenceSet set, int shards)
    {
        var options = new FitOptions { Epochs = 2, BatchSize = 4, Shards = shards, AccumulateBatches = 2, Optimizer = new Adam(0.01f) };
        EncoderDecoder expected = create(), model = create();
        History whole = expected.Fit(set, options with { Validation = set });
        History history = model.Fit(new SetSource(set, 4), options with { ValidationSource = new SetSource(set, 3) });
        Weights.AssertSameBits(expected, model);
        Assert.Equal(whole.Epochs.Select(Figures), history.Epochs.Select(Figures));
        Assert.Equal(expected.Evaluate(set).Loss, model.Evaluate(new SetSource(set, 2)).Loss);
    }

    private static (double, double?, double) Figures(EpochRecord epoch) => (epoch.TrainLoss, epoch.ValidationLoss, epoch.LearningRate);

    private sealed class Told(List<TrainingReport> reports) : IProgress<TrainingReport>
    {
        public void Report(TrainingReport value) => reports.Add(value);
    }
}
