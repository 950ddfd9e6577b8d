namespace LstmGen.Distributed.Tests;

/// <summary>The same within one process, where what each rank throws can be seen.</summary>
public class RankFaultTests
{
    [Fact]
    public void Ranks_that_differ_all_throw_and_name_the_rank_the_value_and_the_mend()
    {
        var ends = ThreadRanks.Run(3, ranks =>
        {
            Run run = Runs.Create("dropout");
            return run.Fit(run.Options with { Distribution = ranks, ClipNorm = ranks.Rank == 2 ? 0.25f : 0.5f });
        });
        Assert.All(ends, end =>
        {
            var exception = Assert.IsType<DistributionException>(end.Failure);
            Assert.Equal(2, exception.Rank);
            Assert.Contains(
                "ClipNorm is '0.25' there and '0.5' on rank 0. Start every rank with the same program", exception.Message,
                StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_rank_that_cannot_begin_throws_its_own_and_the_others_name_it()
    {
        var ends = ThreadRanks.Run(3, ranks =>
        {
            Run run = Runs.Create("dropout");
            return run.Fit(run.Options with { Distribution = ranks, BatchSize = ranks.Rank == 1 ? 0 : 16 });
        });
        Assert.IsType<ArgumentOutOfRangeException>(ends[1].Failure);
        foreach (int rank in new[] { 0, 2 })
            Assert.Matches(
                "^Rank 1 of 3 cannot begin, on .*: ArgumentOutOfRangeException: BatchSize is 0",
                Assert.IsType<DistributionException>(ends[rank].Failure).Message);
    }

    [Fact]
    public void A_rank_that_fails_on_the_way_ends_the_others()
    {
        var ends = ThreadRanks.Run(3, ranks =>
        {
            Run run = Runs.Create("dropout");
            return run.Fit(run.Options with { Distribution = ranks, Callbacks = [new Thrower(ranks.Rank == 1)] });
        });
        Assert.Contains("The disk is full.", Assert.IsType<AbortedException>(ends[1].Failure).Message, StringComparison.Ordinal);
        Assert.All(ends, end => Assert.NotNull(end.Failure));
    }

    [Fact]
    public void A_training_that_diverges_does_so_on_all_ranks()
    {
        var ends = ThreadRanks.Run(3, ranks =>
        {
            Run run = Runs.Create("truncated");
            return run.Fit(run.Options with { Distribution = ranks, Optimizer = new Sgd(1e30f), Schedule = null, ClipNorm = null });
        });
        Assert.All(ends, end => Assert.IsType<TrainingDivergedException>(end.Failure));
        Assert.Single(ends.Select(end => end.Failure!.Message).Distinct());
    }

    [Fact]
    public void Weights_that_a_callback_changes_on_one_rank_are_noticed()
    {
        var ends = ThreadRanks.Run(2, ranks =>
        {
            Run run = Runs.Create("dropout");
            return run.Fit(run.Options with { Distribution = ranks, Callbacks = [new Changer(run.Model, ranks.Rank == 1)] });
        });
        Assert.All(
            ends,
            end =>
                Assert.Contains(
                    "the weights after epoch 1", Assert.IsType<DistributionException>(end.Failure).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void More_ranks_than_shards_are_refused()
    {
        var ends = ThreadRanks.Run(3, ranks =>
        {
            Run run = Runs.Create("dropout");
            return run.Fit(run.Options with { Distribution = ranks, Shards = 2 });
        });
        Assert.All(
            ends,
            end =>
                Assert.StartsWith(
                    "Shards is 2, but there are 3 ranks", Assert.IsType<ArgumentException>(end.Failure).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_cancellation_of_one_rank_ends_all_with_the_same_weights()
    {
        string[] digests = ThreadRanks.RunAll(3, ranks =>
        {
            using var source = new CancellationTokenSource();
            Run run = Runs.Create("dropout");
            History history = run.Fit(run.Options with
            {
                Distribution = ranks, CancellationToken = source.Token, Callbacks = [new Canceller(ranks.Rank == 2 ? source : null)],
            });
            Assert.Equal(TrainingEnd.Cancelled, history.End);
            Assert.Equal(4, history.Updates);
            return Digest.Of(run.Model, history);
        });
        Assert.Single(digests.Distinct());
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 2)]
    [InlineData(8, 1)]
    public void A_run_goes_on_with_another_number_of_ranks_to_the_same_bits(int before, int after)
    {
        string folder = Directory.CreateTempSubdirectory("lstmgen").FullName;
        try
        {
            foreach (string name in new[] { "dropout", "carried", "truncated", "accumulated" })
            {
                string path = Path.Combine(folder, name);
                History[] first = ThreadRanks.RunAll(before, ranks => Fit(name, ranks, path, stopAt: 5).History);
                Assert.All(first, history => Assert.Equal(TrainingEnd.Callback, history.End));
                var second = ThreadRanks.RunAll(after, ranks => Fit(name, ranks, path, stopAt: int.MaxValue));
                Assert.All(second, end => Assert.Equal(path, end.History.ResumedFrom));
                string alone = RankTests.Train(name, null);
                Assert.All(second, end => Assert.Equal(alone, end.Digest));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (History History, string Digest) Fit(string name, Distribution ranks, string path, int stopAt)
    {
        Run run = Runs.Create(name);
        History history = run.Fit(run.Options with
        {
            Distribution = ranks, Callbacks = [new Stopper(stopAt)], Checkpoint = new() { Path = path, Resume = true, EveryBatches = 2 },
        });
        return (history, Digest.Of(run.Model, history));
    }

    private sealed class Thrower(bool throws) : TrainingCallback
    {
        public override void OnBatchEnd(TrainingContext context)
        {
            if (throws && context.Updates == 4)
                throw new IOException("The disk is full.");
        }
    }

    private sealed class Changer(IRecurrentModel model, bool changes) : TrainingCallback
    {
        public override void OnBatchEnd(TrainingContext context)
        {
            if (changes && context.Updates == 2)
                model.Parameters.Update(values => values[0] += 1);
        }
    }

    private sealed class Canceller(CancellationTokenSource? source) : TrainingCallback
    {
        public override void OnBatchEnd(TrainingContext context)
        {
            if (context.Updates == 4)
                source?.Cancel();
        }
    }

    private sealed class Stopper(int updates) : TrainingCallback
    {
        public override void OnBatchEnd(TrainingContext context)
        {
            if (context.Updates == updates)
                context.StopTraining();
        }
    }
}
