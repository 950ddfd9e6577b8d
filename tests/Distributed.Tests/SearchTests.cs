namespace LstmGen.Distributed.Tests;

/// <summary>Trials of a search that ranks share out.</summary>
[Collection("mpirun")]
public sealed class SearchTests : IDisposable
{
    private static readonly SearchReport Report = Searches.Search.Run(Searches.Training);
    private static readonly string Alone = Searches.Text(Report);

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    private string Results => Path.Combine(_folder, "search.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(2, 3)]
    [InlineData(8, 1)]
    public void Any_number_of_ranks_gives_every_rank_the_same_report(int ranks, int parallel)
    {
        int told = 0;
        string[] reports = ThreadRanks.RunAll(ranks, distribution => Searches.Text(Searches.Search.Run(Searches.Training, new SearchOptions
        {
            Distribution = distribution, Parallel = parallel, Path = Results, Progress = new Count(() => Interlocked.Increment(ref told)),
        })));
        Assert.All(reports, report => Assert.Equal(Alone, report));
        Assert.Equal(Searches.Search.Trials.Count, told); // by rank 0 alone
        Assert.Equal(1 + Searches.Search.Trials.Count, File.ReadAllLines(Results).Length);
    }

    [Fact]
    public void Cancelled_on_one_rank_it_ends_on_all_and_goes_on_with_another_number_of_ranks()
    {
        int ranks = 3, rounds = 0;
        while (true)
        {
            using var stop = new CancellationTokenSource();
            int left = 2;
            (string Text, bool Cancelled)[] reports = ThreadRanks.RunAll(ranks, distribution =>
            {
                SearchReport report = Searches.Search.Run(Searches.Training, new SearchOptions
                {
                    Distribution = distribution,
                    Path = Results,
                    Resume = true,
                    CancellationToken = distribution.Rank == ranks - 1 ? stop.Token : default,
                    Progress = new Count(() =>
                    {
                        if (--left == 0)
                            stop.Cancel();
                    }),
                });
                return (Searches.Text(report), report.Cancelled);
            });
            Assert.Single(reports.Distinct());
            Assert.True(++rounds < 50);
            if (!reports[0].Cancelled)
            {
                Assert.Equal(Alone, reports[0].Text);
                break;
            }

            ranks = ranks == 3 ? 2 : 3;
        }

        Assert.True(rounds > 1);
    }

    [Fact]
    public void Ranks_that_search_otherwise_are_told_so()
    {
        (string? Result, Exception? Failure)[] ends = ThreadRanks.Run(2, distribution =>
            Searches.Text(
                new RandomSearch(Searches.Search.Parameters, 4, seed: distribution.Rank).Run(
                    Searches.Training, new SearchOptions { Distribution = distribution })));
        Assert.All(
            ends,
            end =>
                Assert.Contains(
                    "the seed is '1' there and '0' on rank 0.", Assert.IsType<DistributionException>(end.Failure).Message,
                    StringComparison.Ordinal));
    }

    [Fact]
    public void What_ends_the_search_on_one_rank_ends_it_on_all()
    {
        (string? Result, Exception? Failure)[] ends = ThreadRanks.Run(3, distribution =>
        {
            TrialTraining Training(SearchTrial trial)
            {
                TrialTraining one = Searches.Training(trial);
                return distribution.Rank == 1 ? new(one.Model, Runs.Create("few").Train, one.Options with { Validation = null }) : one;
            }

            return Searches.Text(Searches.Search.Run(Training, new SearchOptions { Distribution = distribution }));
        });
        Assert.Contains("Validation is null in trial", Assert.IsType<ArgumentException>(ends[1].Failure).Message, StringComparison.Ordinal);
        Assert.All(
            new[] { ends[0], ends[2] },
            end =>
                Assert.Contains(
                    "Validation is null in trial", Assert.IsType<DistributionException>(end.Failure).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_rank_0_refuses_is_told_to_all()
    {
        File.WriteAllText(Results, "something else");
        (string? Result, Exception? Failure)[] ends = ThreadRanks.Run(2, distribution =>
            Searches.Text(
                Searches.Search.Run(Searches.Training, new SearchOptions { Distribution = distribution, Path = Results, Resume = true })));
        Assert.IsType<ArgumentException>(ends[0].Failure);
        Assert.Contains(
            "is no file of results of a search", Assert.IsType<DistributionException>(ends[1].Failure).Message, StringComparison.Ordinal);
    }

    [OpenMpiFact]
    public void Processes_of_open_mpi_share_trials_out()
    {
        using MpiRun run = MpiRun.Start(MpiRun.OpenMpi!, 3, ["--search", Results]);
        Assert.True(run.Wait() == 0, run.Text);
        for (int rank = 0; rank < 3; rank++)
            Assert.Contains($"search {rank}/3 {Searches.Digest(Report)}", run.Lines);
    }

    private sealed class Count(Action action) : IProgress<TrialResult>
    {
        public void Report(TrialResult value) => action();
    }
}
