using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Losses;

public class RegressionLossTests
{
    private static double Reference(string loss, double y, double t) => loss switch
    {
        "mse" => Math.Pow(y - t, 2),
        "l1" => y > t ? y - t : t - y,
        "huber" => Math.Abs(y - t) <= 0.7f ? Math.Pow(y - t, 2) / 2 : 0.7f * Math.Abs(y - t) - 0.7f * (double)0.7f / 2,
        "quantile" => y < t ? 0.9f * (t - y) : (1 - (double)0.9f) * (y - t),
        _ => throw new ArgumentException(loss),
    };

    private static void Run(string loss, float[] y, int stride, float[] t, int width, float scale, double[] perRow, Span<float> gradient)
    {
        switch (loss)
        {
            case "mse": MeanSquared.Compute(y, stride, t, width, scale, perRow, gradient); break;
            case "l1": MeanAbsolute.Compute(y, stride, t, width, scale, perRow, gradient); break;
            case "huber": Huber.Compute(y, stride, t, width, 0.7f, scale, perRow, gradient); break;
            default: Quantile.Compute(y, stride, t, width, 0.9f, scale, perRow, gradient); break;
        }
    }

    [Theory]
    [InlineData("mse", 1, 8)]
    [InlineData("mse", 11, 16)]
    [InlineData("mse", 11, 11)]
    [InlineData("l1", 20, 32)]
    [InlineData("quantile", 13, 17)]
    [InlineData("l1", 3, 8)]
    [InlineData("huber", 5, 8)]
    [InlineData("quantile", 8, 8)]
    public void Loss_and_gradient_equal_the_formula(string loss, int width, int stride)
    {
        const int rows = 7;
        var random = new Random(1);
        float[] y = random.Normal(rows * width), t = random.Normal(rows * width);
        float[] gradient = new float[rows * stride];
        Array.Fill(gradient, 9f);
        var perRow = new double[rows];
        float scale = LossScale.Of(2f, rows * width);

        Run(loss, Numeric.Padded(y, width, stride), stride, t, width, scale, perRow, gradient);

        double Total(double[] x) => Enumerable.Range(0, x.Length).Sum(i => Reference(loss, x[i], t[i])) * 2 / (rows * width);
        Numeric.AssertClose(Total(Numeric.Doubles(y)), perRow.Sum() * scale, 1e-6);
        for (int r = 0; r < rows; r++)
            Numeric.AssertClose(Enumerable.Range(r * width, width).Sum(i => Reference(loss, y[i], t[i])), perRow[r], 1e-12);
        Numeric.AssertRows(Numeric.Gradient(Total, Numeric.Doubles(y), 1e-6), gradient, width, stride, 1e-7);
    }

    [Theory]
    [InlineData("mse")]
    [InlineData("l1")]
    [InlineData("huber")]
    [InlineData("quantile")]
    public void A_hit_has_no_loss_and_no_gradient(string loss)
    {
        var perRow = new double[1];
        float[] gradient = [5f, 5f];
        Run(loss, [1.5f, 2f], 2, [1.5f, 2f], 2, 1f, perRow, gradient);
        Assert.Equal(0, perRow[0]);
        Assert.Equal([0f, 0f], gradient);
    }

    [Theory]
    [InlineData("mse")]
    [InlineData("l1")]
    [InlineData("huber")]
    [InlineData("quantile")]
    public void NaN_reaches_its_row_only(string loss)
    {
        var perRow = new double[2];
        float[] gradient = new float[4];
        Run(loss, [1f, float.NaN, 1f, 1f], 2, [0f, 0f, 0f, 0f], 2, 1f, perRow, gradient);
        Assert.True(double.IsNaN(perRow[0]));
        Assert.True(float.IsNaN(gradient[1]));
        Assert.True(double.IsFinite(perRow[1]));
        Assert.All(new[] { gradient[0], gradient[2], gradient[3] }, g => Assert.True(float.IsFinite(g)));
    }

    [Theory]
    [InlineData("mse")]
    [InlineData("huber")]
    public void The_gradient_may_overwrite_the_outputs_or_be_left_out(string loss)
    {
        var random = new Random(2);
        float[] y = random.Normal(24), t = random.Normal(15), apart = new float[24];
        double[] first = new double[3], second = new double[3], third = new double[3];
        Run(loss, y, 8, t, 5, 0.5f, first, apart);
        Run(loss, y, 8, t, 5, 0.5f, second, default);
        Run(loss, y, 8, t, 5, 0.5f, third, y);
        Assert.Equal(first, second);
        Assert.Equal(first, third);
        Assert.Equal(apart, y);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        var one = new float[8];
        var row = new double[1];
        Assert.Equal(
            "targets", Assert.Throws<ArgumentException>(() => MeanSquared.Compute(one, 8, new float[2], 3, 1, row, one)).ParamName);
        Assert.Equal(
            "stride",
            Assert.Throws<ArgumentOutOfRangeException>(() => MeanSquared.Compute(one, 2, new float[3], 3, 1, row, one)).ParamName);
        Assert.Equal(
            "outputs", Assert.Throws<ArgumentException>(() => MeanSquared.Compute(one, 16, new float[3], 3, 1, row, one)).ParamName);
        Assert.Equal(
            "gradient",
            Assert.Throws<ArgumentException>(() => MeanSquared.Compute(one, 8, new float[3], 3, 1, row, new float[7])).ParamName);
        Assert.Equal(
            "delta", Assert.Throws<ArgumentOutOfRangeException>(() => Huber.Compute(one, 8, new float[3], 3, 0, 1, row, one)).ParamName);
        Assert.Equal(
            "quantile",
            Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Compute(one, 8, new float[3], 3, 1, 1, row, one)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => LossScale.Of(1, double.NaN));
        Assert.Equal(0f, LossScale.Of(1, 0));
    }
}
