using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>The figures of a history and of progress reports.</summary>
public class HistoryTests
{
    [Fact]
    public void The_training_loss_is_the_mean_over_examples_of_their_batches_losses()
    {
        SequenceSet set = Sets.Regression(7);
        var losses = new List<double>();
        var history = new TinyRegression(1).Fit(set, new FitOptions
        {
            Epochs = 2, BatchSize = 3, Callbacks = [new Callback { Batch = context => losses.Add(context.Loss) }],
        });
        // Batches come in any order; the one of a single sequence is told apart by trying its three places.
        double[] first = [.. losses.Take(3)];
        double[] possible = [.. Enumerable.Range(0, 3).Select(small => first.Select((loss, i) => loss * (i == small ? 1 : 3)).Sum() / 7)];
        Assert.Contains(possible, value => Math.Abs(value - history.Epochs[0].TrainLoss) < 1e-9);
        Assert.Equal([1, 2], history.Epochs.Select(epoch => epoch.Epoch));
    }

    [Fact]
    public void Steps_past_a_sequences_end_count_nothing()
    {
        SequenceSet set = Sets.StepValues(6, 1, 9);
        var model = new StepRegression(2);
        double sum = 0;
        float[][] predicted = model.Predict(set);
        for (int i = 0; i < set.Count; i++)
        {
            ReadOnlySpan<float> targets = set.Targets().Values(i);
            Assert.Equal(targets.Length, predicted[i].Length);
            for (int t = 0; t < targets.Length; t++)
                sum += Math.Pow(predicted[i][t] - targets[t], 2);
        }

        Assert.Equal(sum / set.TotalSteps, model.Evaluate(set, batchSize: 4).Loss, 1e-6);
        Assert.Equal(sum / set.TotalSteps, model.Evaluate(set, [new Mse()], 2).Metrics["mse"], 1e-6);
    }

    [Fact]
    public void Validation_is_the_evaluation_after_the_epoch()
    {
        SequenceSet set = Sets.Classification(12), dev = Sets.Classification(7, seed: 4);
        var model = new DropoutClassifier(1);
        History history = model.Fit(set, new FitOptions { Epochs = 2, BatchSize = 4, Validation = dev, Metrics = [new Accuracy(3)] });
        Evaluation now = model.Evaluate(dev, [new Accuracy(3)], batchSize: 4);
        Assert.Equal(now.Loss, history.Epochs[^1].ValidationLoss);
        Assert.Equal(now.Metrics["accuracy"], history.Epochs[^1].Metrics["accuracy"]);
        float[][] predicted = model.Predict(dev);
        int right =
            Enumerable.Range(0, dev.Count).Count(i => Array.IndexOf(predicted[i], predicted[i].Max()) == dev.Targets().Classes(i)[0]);
        Assert.Equal(right / 7.0, now.Metrics["accuracy"]);
    }

    [Fact]
    public void Evaluate_fills_the_metric_that_it_is_given_and_Fit_those_of_the_history()
    {
        SequenceSet set = Sets.Classification(12);
        var model = new DropoutClassifier(1);
        var own = new F1(3);
        History history = model.Fit(set, new FitOptions { Epochs = 2, Validation = set, Metrics = [own] });
        Assert.Equal(0, own.Matrix.Count);
        model.Evaluate(set, [own]);
        float[][] predicted = model.Predict(set);
        var expected = new ConfusionMatrix(3);
        for (int i = 0; i < set.Count; i++)
            expected.Add(Array.IndexOf(predicted[i], predicted[i].Max()), set.Targets().Classes(i)[0]);
        Assert.Equal($"{expected}", $"{own.Matrix}");
        Assert.Equal($"{expected}", $"{Assert.IsType<F1>(history.Metrics[0].Metric).Matrix}");
    }

    [Fact]
    public void Callbacks_see_the_best_epoch_and_the_updates_so_far()
    {
        var seen = new List<(int? Best, long Updates)>();
        History history = new TinyRegression(1).Fit(Sets.Regression(6), new FitOptions
        {
            Epochs = 40, BatchSize = 3, Optimizer = new Adam(0.05), Validation = Sets.Regression(6, seed: 9),
            EarlyStopping = new(patience: 4),
            Callbacks = [new Callback { Epoch = (context, _) => seen.Add((context.History.BestEpoch, context.History.Updates)) }],
        });
        int Best(int epochs) => history.Epochs.Take(epochs).MinBy(epoch => epoch.ValidationLoss)!.Epoch;
        Assert.Equal(Enumerable.Range(1, history.Epochs.Count).Select(epochs => ((int?)Best(epochs), 2L * epochs)), seen);
        Assert.Equal(TrainingEnd.EarlyStopping, history.End);
        Assert.Equal(seen[^1], (history.BestEpoch, history.Updates));
    }

    // Where an epoch is not ended, nothing else would end the line, and what a program writes next stood behind it.
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_line_that_is_rewritten_ends_with_the_training(bool background, bool fails)
    {
        using var written = new StringWriter { NewLine = "\n" };
        var options = new FitOptions
        {
            Epochs = 3, BatchSize = 3, Progress = new ConsoleProgress(written, live: true, () => 100, new Slow()),
            Callbacks =
            [
                new Callback
                {
                    Batch = context =>
                    {
                        if (context is not { Epoch: 2, Batch: 2 })
                            return;
                        if (fails)
                            throw new NotSupportedException();
                        context.StopTraining();
                    },
                },
            ],
        };
        var model = new TinyRegression(1);
        if (fails)
            Assert.Throws<NotSupportedException>(() => model.Fit(Sets.Regression(9), options));
        else
            _ = background ? await model.FitAsync(Sets.Regression(9), options) : model.Fit(Sets.Regression(9), options);
        string[] lines = written.ToString().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Contains("epoch 1/3  loss", lines[0], StringComparison.Ordinal);
        Assert.Contains("epoch 2/3 ", lines[1], StringComparison.Ordinal);
        Assert.Equal("", lines[2]);
    }

    [Fact]
    public void Progress_is_reported_once_a_batch_and_the_last_of_an_epoch_after_validation()
    {
        var progress = new Reports();
        new TinyRegression(1).Fit(Sets.Regression(7), new FitOptions
        {
            Epochs = 2, BatchSize = 3, Progress = progress, Validation = Sets.Regression(3, seed: 2), Metrics = [new Mae()],
        });
        Assert.Equal([(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)], progress.Seen.Select(report => (report.Epoch, report.Batch)));
        Assert.All(progress.Seen, report => Assert.Equal((3, 2), (report.Batches, report.Epochs)));
        Assert.Equal([false, false, true, false, false, true], progress.Seen.Select(report => report.ValidationLoss is not null));
        Assert.True(progress.Seen[^1].EndsTraining);
        Assert.True(progress.Seen[^1].Metrics!.ContainsKey("mae"));
        Assert.Equal(TimeSpan.Zero, progress.Seen[^1].Remaining);
    }

    [Fact]
    public void In_pieces_the_speed_counts_the_steps_that_are_done()
    {
        SequenceSet set = SequenceSet.ParallelStreams([.. Enumerable.Range(0, 4 * 60 + 1).Select(i => i % 12)], 4);
        var reports = new Reports();
        new TokenModel(1).Fit(set, new FitOptions { Epochs = 1, BatchSize = 4, Shuffle = false, TruncatedSteps = 20, Progress = reports });
        Assert.Equal([1, 2, 3], reports.Seen.Select(report => report.Batch));
        Assert.All(
            reports.Seen,
            report => Assert.Equal(60 * report.SamplesPerSecond, report.StepsPerSecond!.Value, 1e-3 * report.SamplesPerSecond));
        Assert.All(
            reports.Seen.Take(2),
            report => Assert.Equal(80 * report.Batch, report.StepsPerSecond!.Value * report.Elapsed.TotalSeconds, 0.5));
        Assert.EndsWith("steps/s", reports.Seen[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_report_says_so_also_where_training_ends_early()
    {
        SequenceSet set = Sets.Regression(4);
        var reports = new Reports();
        new TinyRegression(1).Fit(set, new FitOptions
        {
            Epochs = 9, Optimizer = new Sgd(0f), Validation = set, EarlyStopping = new(patience: 2), Progress = reports,
        });
        Assert.Equal([false, false, true], reports.Seen.Select(report => report.EndsTraining));
        Assert.Equal(TimeSpan.Zero, reports.Seen[^1].Remaining);
    }

    private sealed class Reports : IProgress<TrainingReport>
    {
        public List<TrainingReport> Seen { get; } = [];

        public void Report(TrainingReport value) => Seen.Add(value);
    }

    // A second lies between any two looks at it.
    private sealed class Slow : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now += TimeSpan.TicksPerSecond;
    }
}
