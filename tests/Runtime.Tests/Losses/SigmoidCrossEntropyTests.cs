using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Losses;

public class SigmoidCrossEntropyTests
{
    /// <summary>The definition, not the stable form.</summary>
    private static double Reference(double x, double t, double p)
    {
        double s = 1 / (1 + Math.Exp(-x));
        return -(p * t * Math.Log(s) + (1 - t) * Math.Log(1 - s));
    }

    [Theory]
    [InlineData(1, 8, false)]
    [InlineData(3, 8, true)]
    [InlineData(4, 8, true)]
    [InlineData(10, 16, true)]
    [InlineData(5, 5, false)]
    public void Loss_and_gradient_equal_the_formula(int labels, int stride, bool weighted)
    {
        const int rows = 5;
        var random = new Random(labels);
        float[] logits = random.Normal(rows * labels, 2), weights = weighted ? random.Positive(labels) : [];
        float[] targets = Array.ConvertAll(random.Integers(rows * labels, 3), t => t / 2f);
        var gradient = new float[rows * stride];
        Array.Fill(gradient, 9f);
        var perRow = new double[rows];
        float scale = LossScale.Of(1f, rows * labels);

        SigmoidCrossEntropy.Compute(Numeric.Padded(logits, labels, stride), stride, targets, labels, weights, scale, perRow, gradient);

        double Total(double[] x) => Enumerable.Range(0, x.Length)
            .Sum(i => Reference(x[i], targets[i], weighted ? weights[i % labels] : 1)) / (rows * labels);
        Numeric.AssertClose(Total(Numeric.Doubles(logits)), perRow.Sum() * scale, 1e-6);
        Numeric.AssertRows(Numeric.Gradient(Total, Numeric.Doubles(logits)), gradient, labels, stride, 1e-7);
    }

    [Theory]
    [InlineData(100f, 1f, 3.720075976020836e-44, -3.720075976020836e-44)]
    [InlineData(100f, 0f, 100, 1)]
    [InlineData(-100f, 1f, 200, -2)]
    [InlineData(-100f, 0f, 3.720075976020836e-44, 3.720075976020836e-44)]
    [InlineData(3e38f, 0f, 3e38, 1)]
    public void Saturated_logits_stay_exact(float x, float t, double loss, double slope)
    {
        float weight = x < 0 ? 2f : 1f;
        var perRow = new double[1];
        var gradient = new float[1];
        SigmoidCrossEntropy.Compute([x], 1, [t], 1, [weight], 1f, perRow, gradient);
        Assert.Equal(1, perRow[0] / loss, 1e-6);
        Assert.Equal(slope, gradient[0], 2e-45 + 1e-7 * Math.Abs(slope));
    }

    [Fact]
    public void NaN_reaches_its_row_only()
    {
        var perRow = new double[2];
        var gradient = new float[10];
        float[] logits = new float[10];
        logits[4] = float.NaN;
        SigmoidCrossEntropy.Compute(logits, 5, new float[10], 5, default, 1f, perRow, gradient);
        Assert.True(double.IsNaN(perRow[0]) && float.IsNaN(gradient[4]));
        Assert.Equal(5 * Math.Log(2), perRow[1], 1e-12);
        Assert.Equal(0.5f, gradient[3]);
    }

    [Fact]
    public void The_gradient_may_overwrite_the_logits_or_be_left_out()
    {
        var random = new Random(6);
        float[] logits = random.Normal(16), apart = new float[16], targets = Array.ConvertAll(random.Integers(12, 2), t => (float)t);
        double[] first = new double[2], second = new double[2], third = new double[2];
        SigmoidCrossEntropy.Compute(logits, 8, targets, 6, default, 1f, first, apart);
        SigmoidCrossEntropy.Compute(logits, 8, targets, 6, default, 1f, second, default);
        SigmoidCrossEntropy.Compute(logits, 8, targets, 6, default, 1f, third, logits);
        Assert.Equal(first, second);
        Assert.Equal(first, third);
        Assert.Equal(apart, logits);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        var eight = new float[8];
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() =>
            SigmoidCrossEntropy.Compute(eight, 8, new float[2], 3, default, 1, new double[1], eight)).ParamName);
        Assert.Equal("positiveWeights", Assert.Throws<ArgumentException>(() =>
            SigmoidCrossEntropy.Compute(eight, 8, new float[3], 3, [1f], 1, new double[1], eight)).ParamName);
    }
}
