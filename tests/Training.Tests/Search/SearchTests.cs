using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Trials, their comparison, and what happens where they fail.</summary>
public class SearchTests
{
    private static readonly SequenceSet Train = Sets.Classification(24), Validation = Sets.Classification(12, seed: 5);
    private static readonly SearchParameter<double> Rate = SearchParameter.LogUniform("rate", 1e-4, 1e-1, points: 3);
    private static readonly SearchParameter<int> Batch = SearchParameter.Choice("batch", 4, 12);
    private static readonly SearchParameter<Func<long, IRecurrentModel>> Model = SearchParameter.NamedChoice<Func<long, IRecurrentModel>>(
        "model", ("dropout", seed => new DropoutClassifier(seed)), ("frozen", seed => new FrozenEmbedding(seed)));

    private static TrialTraining Training(SearchTrial trial) => new(trial.Get(Model)(trial.Seed), Train, new FitOptions
    {
        Epochs = 3,
        BatchSize = trial.Get(Batch),
        Optimizer = new Adam(trial.Get(Rate)),
        Seed = trial.Seed,
        Validation = Validation,
        Metrics = [new Accuracy(3)],
    });

    [Fact]
    public void Results_do_not_depend_on_how_many_trials_run_at_once()
    {
        var grid = new GridSearch([Rate, Batch, Model], seed: 2);
        string expected = Text(grid.Run(Training));
        Assert.Equal(12, grid.Trials.Count);
        foreach (int parallel in new[] { 2, 3, 16 })
            Assert.Equal(expected, Text(grid.Run(Training, new SearchOptions { Parallel = parallel })));
        Assert.Equal(
            Text(new RandomSearch([Rate, Batch, Model], 6, seed: 9).Run(Training)),
            Text(new RandomSearch([Rate, Batch, Model], 6, seed: 9).Run(Training, new SearchOptions { Parallel = 4 })));
    }

    [Fact]
    public void The_best_trial_is_the_one_with_the_least_validation_loss_of_any_epoch()
    {
        SearchReport report = new GridSearch([Rate, Batch, Model]).Run(Training);
        foreach (TrialResult result in report.Trials)
        {
            History history = Training(result.Trial).Fit();
            EpochRecord best = history.Epochs.MinBy(epoch => epoch.ValidationLoss)!;
            Assert.Equal((best.ValidationLoss!.Value, best.Epoch, 3), (result.Score, result.BestEpoch, result.Epochs));
            Assert.Equal(best.Metrics["accuracy"], result.Metrics["accuracy"]);
        }

        Assert.Equal(report.Trials.Min(result => result.Score), report.Best!.Score);
        Assert.Equal(
            report.Trials.OrderBy(result => result.Score).Select(result => result.Trial.Number),
            report.Ranking.Select(result => result.Trial.Number));
        Assert.False(report.Cancelled);
        Assert.Equal(0, report.Remaining);
    }

    [Fact]
    public void A_metric_is_compared_in_its_own_direction()
    {
        SearchReport report = new GridSearch([Rate, Batch, Model]).Run(Training, new SearchOptions { Metric = "accuracy" });
        Assert.All(report.Trials, result => Assert.True(result.HigherIsBetter));
        Assert.Equal(report.Trials.Max(result => result.Score), report.Best!.Score);
        Assert.Equal("accuracy", report.ScoreName);
        // The first of equal ones.
        Assert.Equal(report.Trials.First(result => result.Score == report.Best.Score).Trial.Number, report.Best.Trial.Number);
    }

    [Fact]
    public void A_failed_trial_is_recorded_with_its_reason_and_the_search_goes_on()
    {
        SearchParameter<int> kind = SearchParameter.Integer("kind", 0, 3);
        foreach (int parallel in new[] { 1, 2 })
        {
            SearchReport report = new GridSearch([kind]).Run(
                trial => trial.Get(kind) switch
                {
                    0 => throw new InvalidOperationException("no such\nmodel"),
                    1 => Regression(new Sgd(1e30f)),
                    2 => Regression(new Sgd(0.01f)),
                    _ => Regression(new Sgd(0.01f), batchSize: 0),
                },
                new SearchOptions { Parallel = parallel });
            Assert.Equal(4, report.Trials.Count);
            Assert.Equal("InvalidOperationException: no such model", report.Trials[0].Failure);
            Assert.StartsWith("TrainingDivergedException: Training diverged in epoch", report.Trials[1].Failure, StringComparison.Ordinal);
            Assert.Null(report.Trials[2].Failure);
            Assert.StartsWith(
                "ArgumentOutOfRangeException: BatchSize is 0; give at least 1.", report.Trials[3].Failure, StringComparison.Ordinal);
            Assert.Equal(3, report.Best!.Trial.Number);
            Assert.Equal([false, true, true, true], report.Ranking.Select(result => result.Failed));
            Assert.Contains("failed: InvalidOperationException: no such model", report.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Where_all_trials_fail_there_is_no_best()
    {
        SearchReport report = new GridSearch([Batch]).Run(trial => double.NaN);
        Assert.Null(report.Best);
        Assert.All(report.Trials, result => Assert.Equal("ArithmeticException: The loss is NaN.", result.Failure));
        Assert.EndsWith("no trial has a score", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_of_ones_own_measures_trials()
    {
        SearchReport report =
            new GridSearch([Batch, Rate]).Run(
                trial => Math.Abs(trial.Get(Rate) - 0.0031) + trial.Get(Batch), new SearchOptions { Parallel = 2 });
        Assert.Equal("batch 4, rate 0.00316228", report.Best!.Trial.ToString());
        Assert.Equal("loss", report.ScoreName);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void What_is_wrong_for_every_trial_ends_the_search(int parallel)
    {
        void Refused(string message, Func<SearchTrial, TrialTraining> training, string? metric = null) => Assert.Contains(
            message,
            Assert.ThrowsAny<ArgumentException>(
                () => new GridSearch([Batch]).Run(training, new SearchOptions { Parallel = parallel, Metric = metric })).Message,
            StringComparison.Ordinal);
        Refused("Validation is null in trial", trial => new(new TinyRegression(1), Sets.Regression(4), new FitOptions()));
        Refused("is 'f1', but the Metrics of trial", trial => Regression(new Sgd(0.1f)), "f1");
        Refused("have 'mae'. Add it to the trial's FitOptions, or name one of them.", trial => Regression(new Sgd(0.1f)), "f1");
        var shared = new TinyRegression(1);
        Refused(
            "was trained by an earlier trial",
            trial => new(shared, Sets.Regression(4), new FitOptions { Validation = Sets.Regression(3) }));
    }

    [Fact]
    public void Threads_of_the_pool_are_given_back()
    {
        int before = WorkerPool.Shared.Threads;
        WorkerPool.Shared.Threads = 7;
        try
        {
            var seen = new System.Collections.Concurrent.ConcurrentBag<int>();
            new GridSearch([SearchParameter.Integer("x", 1, 6)]).Run(Measure, new SearchOptions { Parallel = 3 });
            Assert.Equal([5], seen.Distinct()); // three callers, and four threads beside one of them
            Assert.Equal(7, WorkerPool.Shared.Threads);
            Assert.Throws<ArgumentException>(
                () =>
                    new GridSearch([Batch]).Run(
                        trial => new TrialTraining(new TinyRegression(1), Sets.Regression(4), new FitOptions()),
                        new SearchOptions { Parallel = 20 }));
            Assert.Equal(7, WorkerPool.Shared.Threads);

            double Measure(SearchTrial trial)
            {
                seen.Add(WorkerPool.Shared.Threads);
                return 1;
            }
        }
        finally
        {
            WorkerPool.Shared.Threads = before;
        }
    }

    [Fact]
    public void The_report_is_a_table_with_the_best_first()
    {
        SearchReport report = new GridSearch([Batch]).Run(trial => trial.Get(Batch) / 8.0);
        string[] lines = report.ToString().Split('\n');
        Assert.Equal(["trial", "batch", "loss", "epoch", "time"], report.Headers);
        Assert.Equal("trial  batch  loss  epoch  time", lines[0]);
        Assert.StartsWith("    1      4   0.5", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("    2     12   1.5", lines[2], StringComparison.Ordinal);
        Assert.Equal("best: trial 1  batch 4  score 0.5", lines[3]);
    }

    internal static string Text(SearchReport report) => string.Join(
        '\n',
        [$"{report.Best}",
            .. report.Trials.Select(
                result =>
                    $"{result.Trial} {result.Score:R} {result.Failure} {result.BestEpoch} {result.Epochs} "
                    + $"{string.Join(' ', result.Metrics.Select(metric => $"{metric.Key} {metric.Value:R}"))}")]);

    private static TrialTraining Regression(
        Optimizer optimizer, int batchSize = 4) => new(new TinyRegression(1), Sets.Regression(12), new FitOptions
    {
        Epochs = 2, BatchSize = batchSize, Optimizer = optimizer, Validation = Sets.Regression(5, seed: 3), Metrics = [new Mae()],
    });
}
