using LstmGen.Training;
using Xunit;

namespace LstmGen.Runtime.Tests.Training.Gradients;

public class GradientTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(20_011)]
    public void The_norm_is_that_of_a_plain_sum_in_double(int length)
    {
        float[] g = Random(length, seed: length);
        double sum = 0;
        foreach (float value in g)
            sum += (double)value * value;
        Assert.Equal(Math.Sqrt(sum), GradientNorm.Of(g), 1e-6 * Math.Sqrt(sum));
    }

    [Fact]
    public void Chunks_in_any_order_give_the_bits_of_one_thread()
    {
        float[] g = Random(50_001, seed: 3);
        double[] sums = new double[GradientNorm.ChunkCount(g.Length)];
        Assert.Equal((50_001 + GradientNorm.ChunkLength - 1) / GradientNorm.ChunkLength, sums.Length);
        Assert.Equal(13, sums.Length);
        for (int chunk = sums.Length - 1; chunk >= 0; chunk--)
            sums[chunk] = GradientNorm.ChunkSumOfSquares(g, chunk);
        Assert.Equal(GradientNorm.Of(g), GradientNorm.Combine(sums));
    }

    [Fact]
    public void The_norm_does_not_overflow_where_squares_leave_float()
        => Assert.Equal(5e30f, GradientNorm.Of([3e30f, 4e30f]), 1e24f);

    // torch.nn.utils.clip_grad_norm_ of [3, -4, 12] to 1: returns 13, leaves [0.23076922, -0.30769229, 0.92307687].
    [Fact]
    public void Clipping_by_norm_follows_PyTorch()
    {
        float[] g = [3, -4, 12];
        Assert.Equal(13f, GradientClipping.ByNorm(g, 1));
        float[] expected = [0.23076921701431274f, -0.307692289352417f, 0.923076868057251f];
        for (int i = 0; i < g.Length; i++)
            Assert.Equal(expected[i], g[i], 1e-7f);
    }

    [Theory]
    [InlineData(13f, 1.0, 1 / 13.000001f)]
    [InlineData(13f, 26.0, 1f)]
    [InlineData(0f, 1.0, 1f)]
    [InlineData(float.NaN, 1.0, 1f)]
    [InlineData(float.PositiveInfinity, 1.0, 1f)]
    public void The_factor_of_a_norm_is_PyTorchs_and_1_where_nothing_is_to_be_done(float norm, double limit, float expected) =>
        Assert.Equal(expected, GradientClipping.Coefficient(norm, limit));

    [Theory]
    [InlineData(1.0)]
    [InlineData(13.0)]
    [InlineData(100.0)]
    public void Clipping_by_norm_scales_by_the_factor_of_the_norm(double limit)
    {
        float[] whole = [3, -4, 12], part = [3, -4, 12];
        float norm = GradientClipping.ByNorm(whole, limit);
        GradientClipping.Scale(part.AsSpan(0, 2), GradientClipping.Coefficient(norm, limit));
        Assert.Equal([.. part[..2], whole[2]], whole);
    }

    [Fact]
    public void A_norm_below_the_limit_changes_nothing()
    {
        float[] g = Random(1000, seed: 5), before = [.. g];
        GradientClipping.ByNorm(g, 1e6f);
        Assert.Equal(before, g);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_norm_that_is_not_finite_is_returned_and_changes_nothing(float bad)
    {
        float[] g = [1, bad, 2];
        Assert.False(float.IsFinite(GradientClipping.ByNorm(g, 1)));
        Assert.Equal([1, bad, 2], g);
    }

    [Fact]
    public void Clipping_by_value_limits_both_sides_and_keeps_NaN()
    {
        float[] g = [.. Enumerable.Range(-20, 41).Select(i => (float)i), float.NaN, float.NegativeInfinity];
        GradientClipping.ByValue(g, 2.5f);
        for (int i = -20; i <= 20; i++)
            Assert.Equal(Math.Clamp(i, -2.5f, 2.5f), g[i + 20]);
        Assert.True(float.IsNaN(g[41]));
        Assert.Equal(-2.5f, g[42]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(float.NaN)]
    public void A_limit_that_is_not_positive_is_refused(float limit)
    {
        Assert.Equal("maxNorm", Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByNorm([1f], limit)).ParamName);
        Assert.Equal("maxValue", Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByValue([1f], limit)).ParamName);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void The_first_value_that_is_not_finite_is_found_at_every_place(float bad)
    {
        float[] values = Random(70, seed: 1);
        values[3] = float.MaxValue;
        values[4] = -float.Epsilon;
        Assert.Equal(-1, NonFinite.FirstIndex(values));
        for (int i = values.Length - 1; i >= 0; i--)
        {
            values[i] = bad;
            Assert.Equal(i, NonFinite.FirstIndex(values));
        }

        Assert.Equal(-1, NonFinite.FirstIndex([]));
    }

    [Fact]
    public void Clipping_and_checking_allocate_nothing()
    {
        float[] g = Random(10_000, seed: 2);
        ClipAndCheck(g); // first calls may allocate what the runtime keeps
        long before = GC.GetAllocatedBytesForCurrentThread();
        ClipAndCheck(g);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void ClipAndCheck(float[] g)
    {
        GradientClipping.ByNorm(g, 0.5f);
        GradientClipping.ByValue(g, 0.5f);
        NonFinite.FirstIndex(g);
    }

    internal static float[] Random(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() * 2 - 1)];
    }
}
