using LstmGen.Training;
using Xunit;

namespace LstmGen.Runtime.Tests.Training.Metrics;

public class ValueMetricTests
{
    // y_true and y_pred of scikit-learn's examples for mean_squared_error and its neighbours (user guide, 3.4.6).
    private static readonly float[] Targets = [3, -0.5f, 2, 7], Predictions = [2.5f, 0, 2, 8];

    [Fact]
    public void Agree_with_scikit_learns_examples()
    {
        Assert.Equal(0.375, Of(new Mse()), 1e-12);
        Assert.Equal(0.6123724356957945, Of(new Rmse()), 1e-12);
        Assert.Equal(0.5, Of(new Mae()), 1e-12);
        Assert.Equal(0.3273809523809524, Of(new Mape()), 1e-12);
        Assert.Equal(0.9486081370449679, Of(new RSquared()), 1e-12);
    }

    // By hand: 2*0.5/5.5, 2*0.5/0.5, 0, 2*1/15.
    [Fact]
    public void Smape_is_the_mean_of_the_symmetric_errors()
        => Assert.Equal((1 / 5.5 + 2 + 0 + 2.0 / 15) / 4, Of(new Smape()), 1e-12);

    [Fact]
    public void Smape_counts_zero_and_zero_as_right()
    {
        var metric = new Smape();
        metric.Add([0, 0], [0, 3]);
        Assert.Equal(1, metric.Value);
    }

    // scikit-learn user guide, r2_score: y_true [[0.5, 1], [-1, 1], [7, -6]], y_pred [[0, 2], [-1, 2], [8, -5]], raw values
    // 0.965..., 0.908..., uniform average 0.936...
    [Fact]
    public void RSquared_averages_over_columns()
    {
        var metric = new RSquared(outputs: 2);
        metric.Add([0, 2, -1, 2, 8, -5], [0.5f, 1, -1, 1, 7, -6]);
        Assert.Equal(0.93680052666227787, metric.Value, 1e-12);
        Assert.Equal(6, metric.Count);
    }

    [Fact]
    public void RSquared_of_constant_targets_is_one_or_zero()
    {
        var metric = new RSquared();
        metric.Add([2, 2], [2, 2]);
        Assert.Equal(1, metric.Value);
        metric.Add([3], [2]);
        Assert.Equal(0, metric.Value);
    }

    [Fact]
    public void RSquared_in_batches_agrees_with_two_passes_far_from_zero()
    {
        var random = new Random(1);
        float[] y = [.. Enumerable.Range(0, 1000).Select(_ => 10_000 + random.NextSingle())];
        float[] p = [.. y.Select(value => value + 0.2f * (random.NextSingle() - 0.5f))];
        double mean = y.Average(value => (double)value);
        double expected = 1 - y.Zip(p, (a, b) => Math.Pow((double)a - b, 2)).Sum() / y.Sum(a => Math.Pow(a - mean, 2));
        Assert.Equal(expected, InBatches(new RSquared(), p, y, 7).Value, 1e-9);
    }

    [Fact]
    public void Batches_do_not_change_the_value_and_Reset_forgets()
    {
        foreach (ValueMetric metric in new ValueMetric[] { new Mse(), new Rmse(), new Mae(), new Mape(), new Smape(), new RSquared() })
        {
            Assert.True(double.IsNaN(metric.Value), metric.Name);
            double whole = Of(metric);
            Assert.Equal(4, metric.Count);
            metric.Reset();
            Assert.Equal(0, metric.Count);
            Assert.True(double.IsNaN(metric.Value), metric.Name);
            Assert.Equal(whole, InBatches(metric, Predictions, Targets, 1).Value, 1e-12);
            Assert.Equal(metric is RSquared, metric.HigherIsBetter);
        }
    }

    [Fact]
    public void BinaryAccuracy_compares_with_the_threshold()
    {
        var metric = new BinaryAccuracy();
        metric.Add([0.5f, 0.4f, 0.9f, 0.2f], [1, 1, 0, 0]);
        Assert.Equal(0.5, metric.Value);
        Assert.Throws<ArgumentException>(() => metric.Add([float.NaN], [0]));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-100f)]
    [InlineData(2f)]
    public void BinaryAccuracy_counts_no_target_outside_0_and_1(float target)
    {
        var metric = new BinaryAccuracy();
        Assert.Equal(
            $"targets[1] is {target}; a target must lie between 0 and 1. (Parameter 'targets')",
            Assert.Throws<ArgumentException>(() => metric.Add([0, 1], [0, target])).Message);
        Assert.Equal(0, metric.Count);
        metric.Add([0, 1, 1], [0, 0.75f, 0.25f]);
        Assert.Equal(2.0 / 3, metric.Value, 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryAccuracy(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryAccuracy(double.PositiveInfinity));
    }

    [Fact]
    public void What_is_no_number_shows_in_every_metric_of_errors()
    {
        foreach (float[] targets in new[] { new[] { 1, float.NaN }, [1f, 1f] })
        {
            float[] predictions = float.IsNaN(targets[1]) ? [1, 1] : [1, float.NaN];
            foreach (ValueMetric metric in new ValueMetric[] { new Mse(), new Rmse(), new Mae(), new Mape(), new Smape(), new RSquared() })
            {
                metric.Add(predictions, targets);
                Assert.True(double.IsNaN(metric.Value), metric.Name);
            }
        }
    }

    [Fact]
    public void Lengths_that_differ_are_named()
    {
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => new Mse().Add([1, 2], [1])).ParamName);
        Assert.Throws<ArgumentException>(() => new RSquared(2).Add([1, 2, 3], [1, 2, 3]));
    }

    [Fact]
    public void Adding_allocates_nothing()
    {
        ValueMetric[] metrics = [new Mse(), new Mae(), new Mape(), new Smape(), new RSquared(), new BinaryAccuracy()];
        foreach (var metric in metrics)
        {
            float[] targets = metric is BinaryAccuracy ? new float[Targets.Length] : Targets;
            metric.Add(Predictions, targets);
            long before = GC.GetAllocatedBytesForCurrentThread();
            metric.Add(Predictions, targets);
            _ = metric.Value;
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static double Of(ValueMetric metric)
    {
        metric.Add(Predictions, Targets);
        return metric.Value;
    }

    private static ValueMetric InBatches(ValueMetric metric, float[] predictions, float[] targets, int size)
    {
        for (int i = 0; i < targets.Length; i += size)
        {
            int end = Math.Min(i + size, targets.Length);
            metric.Add(predictions.AsSpan(i..end), targets.AsSpan(i..end));
        }

        return metric;
    }
}
