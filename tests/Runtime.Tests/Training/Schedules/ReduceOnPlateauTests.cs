using Xunit;

namespace LstmGen.Runtime.Tests.Training.Schedules;

/// <summary>Expected rates: PyTorch 1.13, ReduceLROnPlateau, param_groups[0]['lr'] after each step(metric), lr=0.5.</summary>
public class ReduceOnPlateauTests
{
    private static readonly double[] Losses =
        [1, 0.9, 0.9, 0.89995, 0.91, 0.8, 0.81, 0.82, 0.83, 0.84, 0.85, 0.86, double.NaN, 0.7, 0.71, 0.72, 0.73, 0.74];

    [Fact] // factor=0.5, patience=1
    public void Follows_PyTorch_with_patience() => AssertRates(
        new ReduceOnPlateau(factor: 0.5, patience: 1), Losses,
        0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.125, 0.125, 0.0625, 0.0625, 0.03125, 0.03125, 0.03125, 0.03125, 0.015625,
        0.015625, 0.0078125);

    [Fact] // factor=0.1, patience=0, cooldown=2, min_lr=0.001
    public void Follows_PyTorch_with_a_cooldown_and_a_minimum() => AssertRates(
        new ReduceOnPlateau(factor: 0.1, patience: 0, cooldown: 2, minimum: 0.001f), Losses,
        0.5, 0.5, 0.05, 0.05, 0.05, 0.05, 0.005, 0.005, 0.005, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001);

    [Fact] // mode='max', factor=0.5, patience=2, threshold=0.05, threshold_mode='abs'
    public void Follows_PyTorch_for_a_rising_metric_with_an_absolute_threshold() => AssertRates(
        new ReduceOnPlateau(true, 0.5, 2, 0.05, PlateauThreshold.Absolute), Losses,
        0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125, 0.125, 0.125, 0.0625, 0.0625, 0.0625, 0.03125, 0.03125, 0.03125, 0.015625,
        0.015625, 0.015625);

    [Fact] // mode='max', factor=0.5, patience=1, threshold=0.1
    public void Follows_PyTorch_for_a_rising_metric_with_a_relative_threshold() => AssertRates(
        new ReduceOnPlateau(true, 0.5, 1, 0.1), [0.1, 0.2, 0.2001, 0.25, 0.251, 0.252, 0.3, 0.31, 0.32, 0.33, 0.34],
        0.5, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125, 0.125, 0.125);

    [Fact]
    public void A_restored_schedule_goes_on_as_if_uninterrupted()
    {
        for (int cut = 0; cut <= Losses.Length; cut++)
        {
            var whole = new ReduceOnPlateau(factor: 0.5, patience: 1, cooldown: 1);
            LearningRateSchedule first = new LinearWarmup(1, new ReduceOnPlateau(factor: 0.5, patience: 1, cooldown: 1));
            LearningRateSchedule second = new LinearWarmup(1, new ReduceOnPlateau(factor: 0.5, patience: 1, cooldown: 1));
            foreach (double loss in Losses)
                whole.Observe(loss);
            foreach (double loss in Losses[..cut])
                first.Observe(loss);
            second.RestoreState(first.ExportState());
            foreach (double loss in Losses[cut..])
                second.Observe(loss);

            Assert.True(second.NeedsMetric);
            Assert.Equal(whole.At(99, 0.5f), second.At(99, 0.5f));
            Assert.Equal(whole.ExportState(), second.ExportState());
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    [InlineData(false)]
    public void It_says_which_way_it_takes_its_metric_also_behind_a_warm_up(bool? higherIsBetter)
    {
        var schedule = new ReduceOnPlateau(higherIsBetter, metric: "accuracy");
        Assert.Equal((higherIsBetter, "accuracy"), (schedule.WatchesRise, schedule.WatchedMetric));
        var warmed = new LinearWarmup(3, schedule);
        Assert.Equal((higherIsBetter, "accuracy", true), (warmed.WatchesRise, warmed.WatchedMetric, warmed.NeedsMetric));
        Assert.Equal((null, null, false), (new StepDecay(2).WatchesRise, new StepDecay(2).WatchedMetric, new StepDecay(2).NeedsMetric));

        // The metric's own direction counts where none was given.
        schedule.Watch(higherIsBetter: true);
        Assert.Equal(higherIsBetter ?? true ? double.NegativeInfinity : double.PositiveInfinity, schedule.Best);
    }

    private static void AssertRates(ReduceOnPlateau schedule, double[] metrics, params double[] expected)
    {
        for (int t = 0; t < expected.Length; t++)
        {
            schedule.Observe(metrics[t]);
            Assert.Equal(expected[t], schedule.At(t, 0.5f), 1e-8);
        }
    }
}
