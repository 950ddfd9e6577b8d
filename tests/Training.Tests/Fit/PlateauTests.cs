using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>
/// A plateau is that of what the schedule is told to watch. It always watched the loss: with higherIsBetter the rate fell to nothing in
/// silence.
/// </summary>
public class PlateauTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    public void A_metric_that_rises_keeps_the_rate(bool? higherIsBetter)
    {
        History history = Fit(new ReduceOnPlateau(higherIsBetter, patience: 0, factor: 0.5, threshold: 0, metric: "accuracy"));
        double best = double.NegativeInfinity;
        float rate = 1e-2f;
        foreach (EpochRecord epoch in history.Epochs)
        {
            Assert.Equal(rate, epoch.LearningRate);
            rate *= epoch.Metrics["accuracy"] > best ? 1f : 0.5f;
            best = Math.Max(best, epoch.Metrics["accuracy"]);
        }

        Assert.Equal(best, ((ReduceOnPlateau)history.Schedule!).Best);
        Assert.True(history.Epochs[0].Metrics["accuracy"] < best);
    }

    [Fact]
    public void Behind_a_warm_up_it_watches_the_same()
    {
        History history = Fit(new LinearWarmup(2, new ReduceOnPlateau(patience: 0, factor: 0.5, threshold: 0, metric: "accuracy")));
        Assert.Equal("accuracy", history.Schedule!.WatchedMetric);
        double best = double.NegativeInfinity;
        float reduced = 1e-2f;
        foreach (EpochRecord epoch in history.Epochs)
        {
            Assert.Equal(reduced * Math.Min(1f, (epoch.Epoch - 1) / 2f), epoch.LearningRate, 1e-8f);
            reduced *= epoch.Metrics["accuracy"] > best ? 1f : 0.5f;
            best = Math.Max(best, epoch.Metrics["accuracy"]);
        }
    }

    [Fact]
    public void A_direction_that_is_not_the_metrics_is_refused()
    {
        Refuses("watches the validation loss", new ReduceOnPlateau(higherIsBetter: true));
        Refuses("greater value is better", new ReduceOnPlateau(higherIsBetter: false, metric: "accuracy"));
        Refuses("'f1'", new ReduceOnPlateau(metric: "f1"));
        Refuses("'f1'", new LinearWarmup(2, new ReduceOnPlateau(metric: "f1")));
    }

    private static void Refuses(string words, LearningRateSchedule schedule) =>
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => Fit(schedule)).Message, StringComparison.Ordinal);

    private static History Fit(LearningRateSchedule schedule)
    {
        SequenceSet set = Sets.Classification(12);
        return new FrozenEmbedding(1).Fit(set, new FitOptions
        {
            Epochs = 12, BatchSize = 4, Optimizer = new Adam(1e-2f), Validation = set, Metrics = [new Accuracy(3)], Schedule = schedule,
        });
    }
}
