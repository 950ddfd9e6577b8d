namespace LstmGen.Distributed.Tests;

/// <summary>Exchanges beside the backward pass. That they give the same bits, RankTests and MpiTests see by the run "overlapped".</summary>
public class OverlapTests
{
    [Fact]
    public void The_model_of_the_runs_has_several_stages()
    {
        Run run = Runs.Create("overlapped");
        ModelWorkspace workspace = run.Model.CreateWorkspace(training: true);
        Assert.Equal(3, workspace.StageOffsets.Length);
        Assert.Equal(0, workspace.StageOffsets[^1]);
        Assert.Equal(run.Model.Description.Parameter("gru.weight_ih_l0").Offset, workspace.StageOffsets[0]);
        Assert.Equal(run.Model.Description.Parameter("lstm.weight_ih_l0").Offset, workspace.StageOffsets[1]);
    }

    [Theory]
    [InlineData(1.0, 0.9, true)]
    [InlineData(0.9, 1.0, false)]
    public void Both_ways_are_tried_and_the_faster_is_kept(double alone, double overlapped, bool kept)
    {
        var trial = new OverlapTrial(null);
        var ways = new List<bool>();
        double before = 100; // the first updates are slow
        for (int update = 0; update < 40; update++)
        {
            ways.Add(trial.Overlaps);
            trial.Observe(before);
            before = update < 2 ? 100 : trial.Overlaps == ways[^1] && update > 12 ? 1 : ways[^1] ? overlapped : alone;
        }

        Assert.Equal(4, ways.Take(10).Count(way => way));
        Assert.All(ways.Skip(12), way => Assert.Equal(kept, way));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_the_options_say_is_not_tried(bool asked)
    {
        var trial = new OverlapTrial(asked);
        for (int update = 0; update < 20; update++)
        {
            Assert.Equal(asked, trial.Overlaps);
            trial.Observe(asked ? 1 : 0);
        }
    }

    [Fact]
    public void One_slow_update_does_not_decide()
    {
        var trial = new OverlapTrial(null);
        bool way = false;
        for (int update = 0; update < 20; update++)
        {
            double before = update == 6 ? 50 : way ? 0.9 : 1.0; // the seconds of the update before, of which one was disturbed
            way = trial.Overlaps;
            trial.Observe(before);
        }

        Assert.True(trial.Overlaps);
    }

    [Fact]
    public void Ranks_with_another_option_are_told_so()
    {
        (string? _, Exception? Failure)[] ends = ThreadRanks.Run(2, ranks =>
        {
            Run run = Runs.Create("overlapped");
            return Digest.Of(run.Model, run.Fit(run.Options with { Distribution = ranks, OverlapExchange = ranks.Rank == 0 }));
        });
        Assert.All(
            ends,
            end => Assert.Contains("OverlapExchange", Assert.IsType<DistributionException>(end.Failure).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void An_exchange_that_fails_ends_the_run()
    {
        Run run = Runs.Create("overlapped");
        AbortedException error = Assert.Throws<AbortedException>(() => run.Fit(run.Options with { Distribution = new Broken() }));
        Assert.Contains("the cable is cut", error.Message, StringComparison.Ordinal);
    }

    // Two ranks of which this one hears itself, until the exchange of gradients.
    private sealed class Broken : Distribution
    {
        public override int Rank => 0;

        public override int Ranks => 2;

        public override void AllGather(ReadOnlySpan<byte> own, Span<byte> all, ReadOnlySpan<int> counts)
        {
            for (int rank = 0, at = 0; rank < 2; at += counts[rank++])
                own[..Math.Min(own.Length, counts[rank])].CopyTo(all[at..]);
        }

        public override void AllToAll(
            ReadOnlySpan<byte> send, ReadOnlySpan<int> sendCounts, Span<byte> receive, ReadOnlySpan<int> receiveCounts) =>
            throw new InvalidOperationException("the cable is cut");

        public override void Broadcast(Span<byte> values, int root)
        {
        }

        [System.Diagnostics.CodeAnalysis.DoesNotReturn]
        public override void Abort(string reason) => throw new AbortedException(Rank, reason);
    }
}
