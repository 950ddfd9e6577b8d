using System.Diagnostics.CodeAnalysis;

namespace LstmGen.Distributed.Tests;

/// <summary>What <see cref="Distribution.WaitsQuietly"/> says at each call of a training.</summary>
public class QuietWaitTests
{
    [Fact]
    public void Calls_beside_the_backward_pass_wait_quietly_and_all_ranks_say_the_same()
    {
        (bool Quiet, bool Main)[][] ranks = Calls(overlaps: true);
        Assert.Contains(ranks[0], call => call.Quiet);
        Assert.Contains(ranks[0], call => !call.Quiet);
        Assert.All(ranks[0], call => Assert.NotEqual(call.Main, call.Quiet)); // quiet where the training's own thread computes meanwhile
        Assert.Equal(ranks[0], ranks[1]);
    }

    [Fact]
    public void Calls_for_which_the_training_waits_do_not() =>
        Assert.All(Calls(overlaps: false).SelectMany(calls => calls), call => Assert.Equal((false, true), call));

    private static (bool Quiet, bool Main)[][] Calls(bool overlaps) => ThreadRanks.RunAll(2, ranks =>
    {
        Run run = Runs.Create("overlapped");
        var watched = new Watched(ranks);
        run.Fit(run.Options with { Epochs = 1, Distribution = watched, OverlapExchange = overlaps });
        Assert.False(watched.WaitsQuietly);
        return watched.Calls.ToArray();
    });

    // Notes how each call of another one is made.
    private sealed class Watched(Distribution inner) : Distribution
    {
        private readonly int _main = Environment.CurrentManagedThreadId;

        public List<(bool Quiet, bool Main)> Calls { get; } = [];

        public override int Rank => inner.Rank;

        public override int Ranks => inner.Ranks;

        public override void AllGather(ReadOnlySpan<byte> own, Span<byte> all, ReadOnlySpan<int> counts)
        {
            Note();
            inner.AllGather(own, all, counts);
        }

        public override void AllToAll(
            ReadOnlySpan<byte> send, ReadOnlySpan<int> sendCounts, Span<byte> receive, ReadOnlySpan<int> receiveCounts)
        {
            Note();
            inner.AllToAll(send, sendCounts, receive, receiveCounts);
        }

        public override void Broadcast(Span<byte> values, int root)
        {
            Note();
            inner.Broadcast(values, root);
        }

        [DoesNotReturn]
        public override void Abort(string reason) => inner.Abort(reason);

        private void Note() => Calls.Add((WaitsQuietly, Environment.CurrentManagedThreadId == _main));
    }
}
