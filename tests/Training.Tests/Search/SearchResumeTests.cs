using System.Diagnostics;
using LstmGen.Data;
using LstmGen.Testing;
using LstmGen.Training.Child;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Training.Tests;

/// <summary>A search that is interrupted goes on from its file, and ends with what one gives that was not.</summary>
public sealed class SearchResumeTests(ITestOutputHelper output) : IDisposable
{
    private static readonly SearchParameter<double> Rate = SearchParameter.LogUniform("rate", 1e-3, 1e-1);
    private static readonly SearchParameter<int> Batch = SearchParameter.Choice("batch", 4, 8);
    private static readonly SequenceSet Train = Sets.Classification(16), Validation = Sets.Classification(7, seed: 5);

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    private string File => Path.Combine(_folder, "search.jsonl");

    private string Checkpoints => Path.Combine(_folder, "trials");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Interrupted_at_random_moments_it_ends_with_the_same_results(int parallel, bool checkpoints)
    {
        var search = new RandomSearch([Rate, Batch], 9, seed: 4);
        string expected = SearchTests.Text(search.Run(trial => Training(trial)));
        SeededRandom random = ChangingSeed.Begin(output);
        SearchReport report;
        int rounds = 0, resumed = 0, reached = 0;
        do
        {
            // Batches until it is cancelled: at first before any trial, of 8 batches at least, has come to its end.
            int left = 1 + random.NextInt(rounds == 0 ? 7 : 100);
            using var stop = new CancellationTokenSource();
            var watch = new Callback
            {
                Batch = _ =>
                {
                    if (Interlocked.Decrement(ref left) == 0)
                        stop.Cancel();
                },
                End = context => Interlocked.Add(ref resumed, context.History.ResumedFrom is null ? 0 : 1),
            };
            report = search.Run(trial => Training(trial, watch), Options(parallel, checkpoints) with { CancellationToken = stop.Token });
            Assert.True(report.Trials.Count >= reached);
            Assert.Equal(report.Cancelled, report.Remaining > 0);
            reached = report.Trials.Count;
            Assert.True(++rounds < 500, "The search does not come to its end.");
        }
        while (report.Remaining > 0);

        Assert.True(rounds > 1, "The search was never interrupted.");
        Assert.Equal(expected, SearchTests.Text(report));
        if (checkpoints)
        {
            Assert.True(resumed > 0, "No trial went on from its checkpoint.");
            Assert.Empty(Directory.GetFiles(Checkpoints));
        }
        else
        {
            Assert.Equal(0, resumed);
        }

        Assert.Equal([Path.GetFileName(File)], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_process_that_is_killed_again_and_again_ends_with_the_same_results()
    {
        string expected = SearchTests.Text(KilledSearch.Search.Run(KilledSearch.Training));
        SeededRandom random = ChangingSeed.Begin(output);
        for (int kill = 0; kill < 8; kill++)
            RunAndKill(random.NextInt(150));
        int before = System.IO.File.Exists(File) ? System.IO.File.ReadAllLines(File).Length - 1 : 0;
        Assert.True(before < KilledSearch.Search.Trials.Count, "The search was over before its last kill; make it longer.");
        SearchReport report = KilledSearch.Search.Run(KilledSearch.Training, KilledSearch.Options(File, Checkpoints));
        Assert.Equal(expected, SearchTests.Text(report));
        Assert.Equal([Path.GetFileName(File)], Directory.GetFiles(_folder).Select(Path.GetFileName));
        Assert.Empty(Directory.GetFiles(Checkpoints));
    }

    private void RunAndKill(int milliseconds)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            ArgumentList = { "exec", typeof(KilledSearch).Assembly.Location, "search", File, Checkpoints },
            RedirectStandardOutput = true,
        };
        using Process child = Process.Start(start)!;
        Assert.Equal("begun", child.StandardOutput.ReadLine());
        Thread.Sleep(milliseconds);
        child.Kill(); // SIGKILL
        child.WaitForExit();
    }

    [Fact]
    public void Finished_trials_do_not_run_again()
    {
        var search = new GridSearch([Batch]);
        int calls = 0;
        SearchReport first = search.Run(Count, new SearchOptions
        {
            Path = File
        }), second = search.Run(Count, new SearchOptions { Path = File, Resume = true });
        Assert.Equal(2, calls);
        Assert.Equal(SearchTests.Text(first), SearchTests.Text(second));

        double Count(SearchTrial trial)
        {
            calls++;
            return trial.Get(Batch) == 4 ? throw new InvalidOperationException("not now") : 1;
        }

        search.Run(trial => 2.0, new SearchOptions { Path = File, Resume = true, RetryFailed = true });
        SearchReport third = search.Run(Never, new SearchOptions { Path = File, Resume = true, RetryFailed = true });
        Assert.Equal([2.0, 1.0], third.Trials.Select(result => result.Score));
    }

    [Fact]
    public void A_random_search_goes_on_with_more_trials_and_keeps_them_where_it_is_given_fewer()
    {
        SearchReport Run(int trials) => new RandomSearch([Rate], trials, seed: 1).Run(trial => trial.Get(Rate), new SearchOptions
        {
            Path = File, Resume = true
        });
        Assert.Equal(3, Run(3).Trials.Count);
        Assert.Equal(8, Run(8).Trials.Count);
        Assert.Equal(2, Run(2).Trials.Count);
        Assert.Equal(9, System.IO.File.ReadAllLines(File).Length);
        Assert.Equal(8, Run(8).Trials.Count);
    }

    [Fact]
    public void A_file_that_is_there_is_not_written_over()
    {
        new GridSearch([Batch]).Run(trial => 1.0, new SearchOptions { Path = File });
        string before = System.IO.File.ReadAllText(File);
        Refused(
            "exists already. Set Resume = true to go on from it, or delete it to begin anew.",
            () => new GridSearch([Batch]).Run(trial => 1.0, new SearchOptions { Path = File }));
        Assert.Equal(before, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_file_of_another_search_is_refused()
    {
        new RandomSearch([Rate, Batch], 2, seed: 1).Run(trial => 1.0, new SearchOptions { Path = File });
        void Other(string message, ModelSearch search, string? metric = null) => Refused(message, () => metric is null
            ? search.Run(trial => 1.0, new SearchOptions { Path = File, Resume = true })
            : search.Run(trial => Training(trial), new SearchOptions { Path = File, Resume = true, Metric = metric }));
        Other(
            "belongs to another search: its kind is 'random' there and 'grid' here. Give another path, or search what it did.",
            new GridSearch([Batch]));
        Other("belongs to another search: the seed is '1' there and '2' here.", new RandomSearch([Rate, Batch], 2, seed: 2));
        Other(
            "belongs to another search: what is compared is 'loss' there and 'accuracy' here.",
            new RandomSearch([Rate, Batch], 2, seed: 1), "accuracy");
        Other(
            "belongs to another search: parameter 2 is 'batch: one of 4, 8' there and 'nothing' here.",
            new RandomSearch([Rate], 2, seed: 1));
        Other(
            "belongs to another search: parameter 1 is 'rate: log-uniform 0.001 to 0.1' there and 'rate: uniform 0.001 to 0.1' here.",
            new RandomSearch([SearchParameter.Uniform("rate", 1e-3, 1e-1), Batch], 2, seed: 1));
    }

    [Theory]
    [InlineData("{\"trial\":1}", "line 2: ")]
    [InlineData("{\"trial\":0,\"values\":{}}", "line 2: trial is 0; it is at least 1")]
    [InlineData("not JSON", "line 2: ")]
    [InlineData("{\"trial\":1,\"values\":{\"batch\":8}}", "line 2 belongs to another search: 'batch' is '8' there and '4' here.")]
    public void A_damaged_line_is_named(string line, string message)
    {
        new GridSearch([Batch]).Run(trial => 1.0, new SearchOptions { Path = File });
        string[] lines = System.IO.File.ReadAllLines(File);
        lines[1] = line;
        System.IO.File.WriteAllLines(File, lines);
        Refused(message, () => new GridSearch([Batch]).Run(trial => 1.0, new SearchOptions { Path = File, Resume = true }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("something else\n")]
    [InlineData("{\"format\":\"other\"}\n")]
    public void A_file_that_is_no_search_is_refused(string content)
    {
        System.IO.File.WriteAllText(File, content);
        Refused(
            "is no file of results of a search. Give another path.",
            () => new GridSearch([Batch]).Run(trial => 1.0, new SearchOptions { Path = File, Resume = true }));
        Assert.Equal(content, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Two_searches_do_not_share_a_file()
    {
        var grid = new GridSearch([Batch]);
        SearchReport report = grid.Run(Inner, new SearchOptions { Path = File });
        Assert.All(
            report.Trials,
            result => Assert.Equal($"IOException: Another search uses {File}. Wait for its end, or give another path.", result.Failure));

        double Inner(SearchTrial trial) => grid.Run(one => 1.0, new SearchOptions { Path = File, Resume = true }).Best!.Score;
    }

    [Fact]
    public void A_training_that_is_not_what_it_was_ends_the_search()
    {
        var search = new GridSearch([Batch]);
        using var stop = new CancellationTokenSource();
        var watch = new Callback { Epoch = (_, _) => stop.Cancel() };
        SearchReport report = search.Run(trial => Training(trial, watch, 0.01), Options(1, true) with { CancellationToken = stop.Token });
        Assert.True(report.Cancelled);
        Assert.Equal(2, report.Remaining);
        Refused(
            "The training of trial 1 is not what it was when the search was interrupted",
            () => search.Run(trial => Training(trial, null, 0.02), Options(1, true)));
        Assert.Equal(0, search.Run(trial => Training(trial, watch, 0.01), Options(1, true)).Remaining);
    }

    [Fact]
    public void Numbers_that_are_not_finite_and_texts_of_any_kind_come_back()
    {
        SearchParameter<double> number = SearchParameter.Choice("number", double.PositiveInfinity, -0.5, 1e300);
        SearchParameter<string> text = SearchParameter.Choice("a \"name\"", "007", "1e5", "\"ä\n\t\\", "none", "-");
        var grid = new GridSearch([number, text]);
        SearchReport first = grid.Run(trial => 1.0 / 3, new SearchOptions { Path = File });
        SearchReport second = grid.Run(Never, new SearchOptions { Path = File, Resume = true });
        Assert.Equal(15, second.Trials.Count);
        Assert.Equal(SearchTests.Text(first), SearchTests.Text(second));
    }

    [Fact]
    public void The_file_is_whole_after_each_trial()
    {
        var counts = new List<int>();
        new RandomSearch([Rate], 5).Run(trial => 1.0, new SearchOptions
        {
            Path = File, Progress = new Told(_ => counts.Add(System.IO.File.ReadAllLines(File).Length))
        });
        Assert.Equal([2, 3, 4, 5, 6], counts);
    }

    private SearchOptions Options(int parallel, bool checkpoints) => new()
    {
        Parallel = parallel, Path = File, Resume = true, CheckpointFolder = checkpoints ? Checkpoints : null,
    };

    private static double Never(SearchTrial trial) => throw new InvalidOperationException("All trials are finished.");

    private static TrialTraining Training(
        SearchTrial trial, TrainingCallback? callback = null,
        double? rate = null) => new(new DropoutClassifier(trial.Seed), Train, new FitOptions
    {
        Epochs = 4,
        BatchSize = trial.Get(Batch),
        Optimizer = new Adam(rate ?? trial.Get(Rate)),
        Seed = trial.Seed,
        Validation = Validation,
        Metrics = [new Accuracy(3)],
        Callbacks = callback is null ? [] : [callback],
    });

    private static void Refused(string message, Func<object> run) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(run).Message, StringComparison.Ordinal);

    private sealed class Told(Action<TrialResult> action) : IProgress<TrialResult>
    {
        public void Report(TrialResult value) => action(value);
    }
}
