using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Losses;

public class SoftmaxCrossEntropyTests
{
    private const int Ignore = -100;

    [Theory]
    [InlineData(2, 8, false, 0f)]
    [InlineData(3, 8, true, 0f)]
    [InlineData(8, 8, false, 0.1f)]
    [InlineData(19, 24, true, 0.1f)]
    [InlineData(37, 40, true, 1f)]
    public void Loss_and_gradient_equal_the_formula(int classes, int stride, bool weighted, float smoothing)
    {
        const int rows = 6;
        var random = new Random(classes);
        float[] logits = random.Normal(rows * classes, 3), weights = weighted ? random.Positive(classes) : [];
        int[] targets = random.Integers(rows, classes);
        targets[2] = targets[5] = Ignore;
        var gradient = new float[rows * stride];
        Array.Fill(gradient, 9f);
        var perRow = new double[rows];
        float scale = LossScale.Of(1f, SoftmaxCrossEntropy.Normalizer(targets, weights, Ignore, classes));

        SoftmaxCrossEntropy.Compute(
            Numeric.Padded(logits, classes, stride), stride, classes, targets, weights, smoothing, Ignore, scale, perRow, gradient);

        double Total(double[] x) => SoftmaxReference.Loss(x, targets, classes, weights, smoothing, Ignore);
        Numeric.AssertClose(Total(Numeric.Doubles(logits)), perRow.Sum() * scale, 1e-6);
        Assert.Equal(0, perRow[2]);
        Numeric.AssertRows(Numeric.Gradient(Total, Numeric.Doubles(logits)), gradient, classes, stride, 2e-7);
    }

    [Fact]
    public void Ten_thousand_classes_keep_float_accuracy()
    {
        const int classes = 10_001, stride = 10_008;
        var random = new Random(3);
        float[] logits = random.Normal(classes, 4), gradient = new float[stride];
        var perRow = new double[1];
        SoftmaxCrossEntropy.Compute(
            Numeric.Padded(logits, classes, stride), stride, classes, [777], default, 0f, Ignore, 1f, perRow, gradient);

        // x - max is rounded to a float: exp then has that error times |x - max|.
        double[] q = SoftmaxReference.LogSoftmax(Numeric.Doubles(logits));
        Numeric.AssertClose(-q[777], perRow[0], 1e-7);
        for (int c = 0; c < classes; c++)
        {
            double expected = Math.Exp(q[c]) - (c == 777 ? 1 : 0);
            Assert.True(
                Math.Abs(expected - gradient[c]) <= (4e-7 - 6e-8 * q[c]) * Math.Abs(expected),
                $"class {c}: {expected:R}, got {gradient[c]:R}");
        }
    }

    [Theory]
    [InlineData(100f, -100f, 0)]
    [InlineData(-100f, 100f, 0)]
    [InlineData(3e38f, -3e38f, 1)]
    public void Saturated_logits_stay_exact(float first, float second, int target)
    {
        var perRow = new double[1];
        var gradient = new float[2];
        SoftmaxCrossEntropy.Compute([first, second], 2, 2, [target], default, 0f, Ignore, 1f, perRow, gradient);
        double gap = target == 0 ? (double)second - first : (double)first - second;
        Assert.Equal(Math.Max(gap, 0), perRow[0], 1e-12 * Math.Max(1, Math.Abs(gap)));
        float p = gap > 0 ? -1f : 0f;
        Assert.Equal(p, gradient[target], 1e-37f);
        Assert.Equal(-p, gradient[1 - target], 1e-37f);
    }

    [Fact]
    public void The_gradient_of_a_nearly_certain_target_does_not_cancel()
    {
        var perRow = new double[1];
        var gradient = new float[2];
        SoftmaxCrossEntropy.Compute([20f, 0f], 2, 2, [0], default, 0f, Ignore, 1f, perRow, gradient);
        double expected = Math.Exp(-20) / (1 + Math.Exp(-20));
        Assert.Equal(1, -gradient[0] / expected, 1e-6);
        Assert.Equal(1, gradient[1] / expected, 1e-6);
    }

    [Fact]
    public void Only_ignored_targets_have_loss_and_gradient_zero()
    {
        int[] targets = [Ignore, Ignore];
        double normalizer = SoftmaxCrossEntropy.Normalizer(targets, default, Ignore, 3);
        var perRow = new double[2];
        float[] gradient = [1f, 1f, 1f, float.NaN, 1f, 1f, 1f, 1f];
        SoftmaxCrossEntropy.Compute(new float[8], 4, 3, targets, default, 0.1f, Ignore, LossScale.Of(1, normalizer), perRow, gradient);
        Assert.Equal(0, normalizer);
        Assert.Equal([0, 0], perRow);
        Assert.All(gradient, g => Assert.Equal(0f, g));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.2f)]
    public void The_gradient_may_overwrite_the_logits_or_be_left_out(float smoothing)
    {
        var random = new Random(4);
        float[] logits = random.Normal(3 * 24), apart = new float[3 * 24], weights = random.Positive(21);
        int[] targets = random.Integers(3, 21);
        double[] first = new double[3], second = new double[3], third = new double[3];
        SoftmaxCrossEntropy.Compute(logits, 24, 21, targets, weights, smoothing, Ignore, 1f, first, apart);
        SoftmaxCrossEntropy.Compute(logits, 24, 21, targets, weights, smoothing, Ignore, 1f, second, default);
        SoftmaxCrossEntropy.Compute(logits, 24, 21, targets, weights, smoothing, Ignore, 1f, third, logits);
        Assert.Equal(first, second);
        Assert.Equal(first, third);
        Assert.Equal(apart, logits);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Broken_logits_are_seen_in_loss_and_gradient(float value)
    {
        for (int at = 0; at < 11; at++)
        {
            var logits = new float[16];
            logits[at] = value;
            var perRow = new double[1];
            var gradient = new float[16];
            SoftmaxCrossEntropy.Compute(logits, 16, 11, [3], default, 0f, Ignore, 1f, perRow, gradient);
            Assert.True(double.IsNaN(perRow[0]));
            Assert.True(float.IsNaN(gradient[3]) && float.IsNaN(gradient[at]));
        }
    }

    [Fact]
    public void An_impossible_target_costs_infinity_and_other_impossible_classes_nothing()
    {
        float[] logits = [0f, float.NegativeInfinity, 0f], gradient = new float[3];
        var perRow = new double[2];
        SoftmaxCrossEntropy.Compute(logits, 3, 3, [1], default, 0f, Ignore, 1f, perRow.AsSpan(0, 1), gradient);
        SoftmaxCrossEntropy.Compute(logits, 3, 3, [0], default, 0f, Ignore, 1f, perRow.AsSpan(1, 1), gradient);
        Assert.Equal(double.PositiveInfinity, perRow[0]);
        Assert.Equal(Math.Log(2), perRow[1], 1e-15);
        Assert.Equal([-0.5f, 0f, 0.5f], gradient);
    }

    [Fact]
    public void A_target_that_is_no_class_names_row_and_value()
    {
        var logits = new float[16];
        var e = Assert.Throws<ArgumentOutOfRangeException>(() =>
            SoftmaxCrossEntropy.Compute(logits, 8, 5, [0, 5], default, 0f, Ignore, 1f, new double[2], new float[16]));
        Assert.Equal("targets", e.ParamName);
        Assert.Equal(5, e.ActualValue);
        Assert.Contains("row 1", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => SoftmaxCrossEntropy.Normalizer([-1], default, Ignore, 5));
        Assert.Equal(1, SoftmaxCrossEntropy.Normalizer([-1, 2], default, -1, 5));
        Assert.Throws<ArgumentException>(() => SoftmaxCrossEntropy.Normalizer([1], [1f], Ignore, 5));
    }

    [Theory]
    [InlineData(5, 8, 5)]
    [InlineData(17, 24, 24)]
    public void Softmax_rows_are_probabilities(int classes, int stride, int outStride)
    {
        float[] logits = new Random(5).Normal(3 * classes, 5), p = new float[3 * outStride];
        Array.Fill(p, 9f);
        Softmax.Rows(Numeric.Padded(logits, classes, stride), stride, classes, 3, p, outStride);
        var expected = new List<double>();
        for (int r = 0; r < 3; r++)
            expected.AddRange(SoftmaxReference.LogSoftmax(Numeric.Doubles(logits.AsSpan(r * classes, classes))).Select(Math.Exp));
        Numeric.AssertRows([.. expected], p, classes, outStride, 1e-7);
    }
}
