namespace LstmGen.Distributed.Tests;

/// <summary>What has started the process, and what follows from it.</summary>
public class LauncherTests
{
    [Theory]
    [InlineData("OMPI_COMM_WORLD_SIZE", Launcher.OpenMpi)]
    [InlineData("PMI_RANK", Launcher.Mpich)]
    [InlineData("PMIX_RANK", Launcher.Either)]
    public void The_launcher_is_told_by_its_variables(string variable, object launcher) =>
        Assert.Equal(launcher, Launchers.Find(name => name == variable ? "0" : null));

    [Fact]
    public void A_process_started_alone_is_a_world_of_one()
    {
        Assert.Null(Launchers.Find(_ => null));
        Assert.Equal((0, 1), (Mpi.World.Rank, Mpi.World.Ranks));
        Assert.Equal(RankTests.Train("few", null), RankTests.Train("few", Mpi.World));
    }

    [Fact]
    public void Tasks_that_slurm_started_without_mpi_are_refused()
    {
        var exception = Assert.Throws<MpiException>(() => Launchers.Find(name => name == "SLURM_STEP_NUM_TASKS" ? "4" : null));
        Assert.StartsWith("Slurm has started 4 tasks without MPI", exception.Message, StringComparison.Ordinal);
        Assert.Null(Launchers.Find(name => name == "SLURM_STEP_NUM_TASKS" ? "1" : null));
    }

    [Theory]
    [InlineData(8, 1, 8)]
    [InlineData(8, 3, 2)]
    [InlineData(2, 8, 1)]
    public void Ranks_share_the_processors_of_their_machine(int processors, int sharing, int threads) =>
        Assert.Equal(threads, ProcessorShare.Of(processors, sharing));

    [Theory]
    [InlineData(null, 1800)]
    [InlineData("2.5", 2.5)]
    public void The_timeout_can_be_set(string? text, double seconds) => Assert.Equal(seconds, Mpi.TimeoutFrom(text).TotalSeconds);

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    public void A_timeout_that_is_none_is_an_error(string text) =>
        Assert.Contains(
            $"LSTMGEN_MPI_TIMEOUT is '{text}'", Assert.Throws<MpiException>(() => Mpi.TimeoutFrom(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_timeout_of_no_time_is_refused_and_one_for_ever_never_ends_an_exchange()
    {
        TimeSpan before = Mpi.Timeout;
        foreach (TimeSpan wrong in new[] { TimeSpan.Zero, TimeSpan.FromSeconds(-2) })
            Assert.StartsWith(
                $"Timeout is {wrong}; give more than zero", Assert.Throws<ArgumentOutOfRangeException>(() => Mpi.Timeout = wrong).Message,
                StringComparison.Ordinal);
        Assert.Equal(before, Mpi.Timeout);
        using var gaveUp = new ManualResetEventSlim();
        try
        {
            Mpi.Timeout = Timeout.InfiniteTimeSpan;
            var watchdog = new Watchdog(_ => gaveUp.Set());
            using (watchdog.Begin())
            {
                Assert.False(gaveUp.Wait(2500));
                Mpi.Timeout = TimeSpan.FromMilliseconds(1);
                Assert.True(gaveUp.Wait(60_000));
            }
        }
        finally
        {
            Mpi.Timeout = before;
        }
    }

    [Fact]
    public void Shards_of_all_ranks_cover_every_row_once_and_their_subtrees_the_tree()
    {
        foreach (int shards in Enumerable.Range(1, 13))
        {
            foreach (int ranks in Enumerable.Range(1, shards))
            {
                ShardPlan[] plans = [.. Enumerable.Range(0, ranks).Select(rank => new ShardPlan(shards, rank, ranks))];
                int next = 0, row = 0;
                foreach (ShardPlan plan in plans)
                {
                    Assert.Equal(next, plan.First);
                    next += plan.Count;
                    Assert.Equal(plan.Count, plan.SubtreesOf(plan.Rank).Sum(node => node.End - node.First));
                    Assert.Equal(row, plan.RowsOfRank(plan.Rank, 29).First);
                    row = plan.RowsOfRank(plan.Rank, 29).End;
                }

                Assert.Equal((shards, 29), (next, row));
            }
        }
    }
}
