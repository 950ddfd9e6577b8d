using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>A training that is refused gives back what it had taken until then.</summary>
public class RefusedFitTests
{
    [Fact]
    public void The_feed_is_disposed_of()
    {
        SequenceSet set = Sets.Regression(8);
        FitOptions options = new() { Epochs = 1, BatchSize = 4 };
        foreach (FitOptions wrong in new[]
        {
            options with { Frozen = ["nothing"] }, options with { Validation = set, Metrics = [new Accuracy(3)] },
        })
        {
            var data = new WatchedData(set);
            Assert.ThrowsAny<ArgumentException>(() => new Trainer(new TinyRegression(1), data, wrong));
            Assert.Equal((1, 1), (data.Made, data.Disposed));
        }
    }

    [Fact]
    public void What_a_rank_has_made_is_disposed_of_where_another_rank_fails()
    {
        var data = new WatchedData(Sets.Regression(8));
        FitOptions options = new() { Epochs = 1, BatchSize = 8, Distribution = new FailingRank() };
        Assert.Throws<DistributionException>(() => DistributedRun.Fit(new TinyRegression(1), data, options));
        Assert.Equal((1, 1), (data.Made, data.Disposed));
    }

    // Counts the feeds that are made and disposed of.
    private sealed class WatchedData(SequenceSet set) : TrainingData
    {
        public int Made { get; private set; }

        public int Disposed { get; private set; }

        public override long Count => set.Count;

        public override double? MeanSteps => null;

        public override string Describe() => "watched";

        public override void Require(IRecurrentModel model, FitOptions options)
        {
        }

        public override IBatchFeed CreateFeed(IRecurrentModel model, FitOptions options, CancellationToken cancellation)
        {
            Made++;
            return new WatchedFeed(new SetFeed(set, Batches(options)), () => Disposed++);
        }
    }

    private sealed class WatchedFeed(IBatchFeed feed, Action disposed) : IBatchFeed
    {
        public int BatchCount => feed.BatchCount;

        public BatchState State => feed.State;

        public void Resume(BatchState state) => feed.Resume(state);

        public bool Wait(int batches) => feed.Wait(batches);

        public bool TryNext(out FeedBatch batch) => feed.TryNext(out batch);

        public bool TryPeek(int ahead, out FeedBatch batch) => feed.TryPeek(ahead, out batch);

        public void Dispose() => disposed();
    }

    // Rank 0 of two, of which the other says that it has failed, because of "x".
    private sealed class FailingRank : Distribution
    {
        public override int Rank => 0;

        public override int Ranks => 2;

        public override void AllGather(ReadOnlySpan<byte> own, Span<byte> all, ReadOnlySpan<int> counts)
        {
            all.Clear();
            own.CopyTo(all);
            all[own.Length..].Fill((byte)'x');
            if (counts[1] == sizeof(int))
                BitConverter.TryWriteBytes(all[sizeof(int)..], 1); // the reason has one byte
            else if (counts[1] == 1 && own.Length == 1)
                all[1] = 1; // a vote
        }

        public override void AllToAll(
            ReadOnlySpan<byte> send, ReadOnlySpan<int> sendCounts, Span<byte> receive, ReadOnlySpan<int> receiveCounts) =>
            throw new NotSupportedException();

        public override void Broadcast(Span<byte> values, int root) => throw new NotSupportedException();

        [DoesNotReturn]
        public override void Abort(string reason) => throw new InvalidOperationException(reason);
    }
}
