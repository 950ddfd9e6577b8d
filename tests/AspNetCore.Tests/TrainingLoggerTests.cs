using Microsoft.Extensions.Logging;

namespace LstmGen.AspNetCore.Tests;

public class TrainingLoggerTests
{
    [Fact]
    public void Epochs_are_entries_with_their_figures()
    {
        var log = new Entries();
        History history = new Reader(1).Fit(Set(), new FitOptions
        {
            Epochs = 2, BatchSize = 2, Validation = Set(), Metrics = [new Mae(), new Rmse()],
            Callbacks = [new TrainingLogger(log, everyBatches: 2)]
        });
        Assert.Equal(
            ["TrainingBegins", "Batch", "EpochMeasured", "Batch", "EpochMeasured", "TrainingEnds"], log.All.Select(entry => entry.Event));
        Assert.Equal([LogLevel.Debug, LogLevel.Information], log.All.Select(entry => entry.Level).Distinct().Order());
        Dictionary<string, object?> epoch = log.All[2].Values, end = log.All[5].Values;
        Assert.Equal(
            ("Reader", 1, history.Epochs[0].TrainLoss, history.Epochs[0].ValidationLoss),
            (epoch["Model"], epoch["Epoch"], epoch["TrainLoss"], epoch["ValidationLoss"]));
        Assert.Matches(
            @"^Reader, epoch 1: loss [\d.]+, validation loss [\d.]+, mae [\d.]+, rmse [\d.]+, learning rate 0.001, \d+\.\d s\.$",
            log.All[2].Text);
        Assert.Equal((TrainingEnd.Completed, 2, 4L), (end["End"], end["Epochs"], end["Updates"]));
    }

    [Fact]
    public void Without_validation_or_metrics_the_entries_are_shorter()
    {
        Assert.Equal(["TrainingBegins", "Epoch", "TrainingEnds"], Run(new FitOptions { Epochs = 1 }).Select(entry => entry.Event));
        Assert.Equal(
            ["TrainingBegins", "EpochValidated", "TrainingEnds"],
            Run(new FitOptions { Epochs = 1, Validation = Set() }).Select(entry => entry.Event));
    }

    [Fact]
    public void A_level_that_is_off_writes_nothing()
    {
        Assert.Empty(Run(new FitOptions { Epochs = 1, Validation = Set(), Metrics = [new Mae()] }, LogLevel.Warning));
        Assert.DoesNotContain(Run(new FitOptions { Epochs = 1 }, LogLevel.Information), entry => entry.Event == "Batch");
    }

    [Fact]
    public void Rank_0_alone_writes()
    {
        Assert.NotEmpty(Written(0));
        Assert.Empty(Written(1));

        static List<Entry> Written(int rank)
        {
            var log = new Entries();
            new Reader(1).Fit(Set(), new FitOptions { Epochs = 1, Callbacks = [new TrainingLogger(log, 1, new Member(rank))] });
            return log.All;
        }
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        Assert.Throws<ArgumentNullException>(() => new TrainingLogger(null!));
        Assert.Contains(
            "everyBatches is -1", Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingLogger(new Entries(), -1)).Message,
            StringComparison.Ordinal);
    }

    private static SequenceSet Set() =>
        SequenceSet.FromFeatures([.. Enumerable.Range(0, 4).Select(i => new float[] { i, 1, 2, i })], 2).WithValues(new float[12], 3);

    private static List<Entry> Run(FitOptions options, LogLevel level = LogLevel.Debug)
    {
        var log = new Entries { Level = level };
        new Reader(1).Fit(Set(), options with { Callbacks = [new TrainingLogger(log)] });
        return log.All;
    }

    private sealed record Entry(LogLevel Level, string? Event, string Text, Dictionary<string, object?> Values);

    private sealed class Entries : ILogger
    {
        public List<Entry> All { get; } = [];

        public LogLevel Level { get; init; } = LogLevel.Debug;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= Level;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add(
                new(
                    logLevel, eventId.Name, formatter(state, exception),
                    ((IEnumerable<KeyValuePair<string, object?>>)state!).ToDictionary(pair => pair.Key, pair => pair.Value)));
    }

    // Says its rank and carries nothing.
    private sealed class Member(int rank) : Distribution
    {
        public override int Rank => rank;

        public override int Ranks => 2;

        public override void AllGather(ReadOnlySpan<byte> own, Span<byte> all, ReadOnlySpan<int> counts) =>
            throw new NotSupportedException();

        public override void AllToAll(
            ReadOnlySpan<byte> send, ReadOnlySpan<int> sendCounts, Span<byte> receive, ReadOnlySpan<int> receiveCounts) =>
                throw new NotSupportedException();

        public override void Broadcast(Span<byte> values, int root) => throw new NotSupportedException();

        [System.Diagnostics.CodeAnalysis.DoesNotReturn]
        public override void Abort(string reason) => throw new NotSupportedException(reason);
    }
}
