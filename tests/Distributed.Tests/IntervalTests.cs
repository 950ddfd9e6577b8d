using System.Diagnostics.CodeAnalysis;

namespace LstmGen.Distributed.Tests;

/// <summary>
/// <see cref="CheckpointOptions.EveryInterval"/> with ranks whose clocks do not agree: all save as soon as one of them says so.
/// </summary>
public sealed class IntervalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    private string Path => System.IO.Path.Combine(_folder, "run.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The clock of a rank starts late where it waits before it, and the next batch asks all clocks.
    [Fact]
    public void Ranks_whose_clocks_do_not_agree_save_together()
    {
        const int Exchanges = 14;
        TimeSpan interval = TimeSpan.FromMilliseconds(40);
        string alone = RankTests.Train("carried", null);
        for (int exchange = 0; exchange < Exchanges; exchange++)
        {
            int late = exchange;
            Assert.All(
                ThreadRanks.RunAll(3, ranks => Train(ranks.Rank == 1 ? new Late(ranks, late, 3 * interval) : ranks, interval)),
                digest => Assert.Equal(alone, digest));
        }
    }

    [Fact]
    public void An_interval_that_has_always_passed_saves_after_every_update()
    {
        var watch = new Watch(Path);
        ThreadRanks.RunAll(2, ranks => Train(ranks, TimeSpan.FromTicks(1), ranks.Rank == 0 ? watch : new NothingToDo()));
        Assert.True(watch.Batches > 4);
        Assert.Equal(watch.Batches - 1, watch.Saved); // after the first there is none yet
    }

    private string Train(Distribution ranks, TimeSpan interval, params TrainingCallback[] callbacks)
    {
        Run run = Runs.Create("carried");
        History history = run.Fit(run.Options with
        {
            Distribution = ranks, Checkpoint = new() { Path = Path, EveryInterval = interval }, Callbacks = callbacks,
        });
        return Digest.Of(run.Model, history);
    }

    private sealed class NothingToDo : TrainingCallback;

    // Counts the checkpoints that it sees at the ends of batches.
    private sealed class Watch(string path) : TrainingCallback
    {
        private readonly HashSet<string> _seen = [];

        public int Batches { get; private set; }

        public int Saved => _seen.Count;

        public override void OnBatchEnd(TrainingContext context)
        {
            Batches++;
            if (File.Exists(path))
                _seen.Add(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))));
        }
    }

    // A rank that waits after one of its exchanges.
    private sealed class Late(Distribution ranks, int exchange, TimeSpan wait) : Distribution
    {
        private int _exchange;

        public override int Rank => ranks.Rank;

        public override int Ranks => ranks.Ranks;

        public override void AllGather(ReadOnlySpan<byte> own, Span<byte> values, ReadOnlySpan<int> counts)
        {
            ranks.AllGather(own, values, counts);
            Wait();
        }

        public override void AllToAll(
            ReadOnlySpan<byte> send, ReadOnlySpan<int> sendCounts, Span<byte> receive, ReadOnlySpan<int> receiveCounts)
        {
            ranks.AllToAll(send, sendCounts, receive, receiveCounts);
            Wait();
        }

        public override void Broadcast(Span<byte> values, int root)
        {
            ranks.Broadcast(values, root);
            Wait();
        }

        [DoesNotReturn]
        public override void Abort(string reason) => ranks.Abort(reason);

        private void Wait()
        {
            if (_exchange++ == exchange)
                Thread.Sleep(wait);
        }
    }
}
