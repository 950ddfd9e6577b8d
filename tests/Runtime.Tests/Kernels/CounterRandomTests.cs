using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

public sealed class CounterRandomTests
{
    [Theory, InlineData(0.1f), InlineData(0.3f), InlineData(0.5f), InlineData(0.9f)]
    public void A_mask_drops_its_rate_and_keeps_the_mean(float rate)
    {
        float[] mask = Mask(400_000, rate, seed: 42, step: 7, stream: 3);
        Assert.All(mask, m => Assert.True(m == 0 || m == 1f / (1f - rate)));
        double dropped = mask.Count(m => m == 0) / (double)mask.Length;
        // Five standard deviations.
        Assert.InRange(
            dropped, rate - 5 * Math.Sqrt(rate * (1 - rate) / mask.Length), rate + 5 * Math.Sqrt(rate * (1 - rate) / mask.Length));
    }

    [Fact]
    public void A_mask_element_depends_on_its_index_alone()
    {
        const long first = (1L << 32) - 500;
        float[] whole = Mask(1000, 0.4f, 1, 2, 3, first);
        for (int start = 0; start < 1000; start += 37)
            foreach (int length in (int[])[1, 7, 8, 9, 20])
                if (start + length <= 1000) Assert.Equal(whole[start..(start + length)], Mask(length, 0.4f, 1, 2, 3, first + start));
        for (int j = 0; j < 1000; j++)
            Assert.Equal(CounterRandom.Uniform(1, 2, 3, first + j) < 0.4f, whole[j] == 0);
    }

    [Fact]
    public void Neighbouring_keys_and_indices_are_independent()
    {
        float[] mask = Mask(100_000, 0.5f, 10, 20, 30);
        (float[] Other, string Name)[] others =
        [
            (Mask(100_000, 0.5f, 11, 20, 30), "seed"), (Mask(100_000, 0.5f, 10, 21, 30), "step"),
            (Mask(100_000, 0.5f, 10, 20, 31), "stream"),
            (Mask(100_000, 0.5f, 10, 20, 30, 1), "index"), (Mask(100_000, 0.5f, 10, 20, 30, 256), "row"),
            (Mask(100_000, 0.5f, 10, 20, 30, 1L << 32), "high word"), (Mask(100_000, 0.5f, 20, 10, 30), "swapped"),
        ];
        foreach ((float[] other, string name) in others)
        {
            double agree = mask.Zip(other).Count(p => p.First == p.Second) / 100_000.0;
            Assert.True(Math.Abs(agree - 0.5) < 5 * 0.5 / Math.Sqrt(100_000), $"{name}: {agree}");
        }
    }

    [Fact]
    public void Every_bit_of_the_index_flips_half_of_the_bits()
    {
        CounterRandom.Key key = new(1, 1, 1);
        for (int bit = 0; bit < 40; bit++)
        {
            int flipped = 0;
            for (int i = 0; i < 2000; i++) flipped += int.PopCount((int)(key.Bits(i * 977L) ^ key.Bits((i * 977L) ^ (1L << bit))));
            Assert.InRange(flipped / 2000.0, 15.5, 16.5);
        }
    }

    [Fact]
    public void Uniform_is_flat_and_normal_has_unit_variance()
    {
        int[] bins = new int[16];
        double sum = 0, squares = 0, fourth = 0;
        const int n = 160_000;
        for (int i = 0; i < n; i++)
        {
            bins[(int)(CounterRandom.Uniform(5, 0, 0, i) * 16)]++;
            double z = CounterRandom.Normal(5, 0, 1, i);
            sum += z;
            squares += z * z;
            fourth += z * z * z * z;
        }
        double chi = bins.Sum(b => (b - n / 16.0) * (b - n / 16.0) / (n / 16.0));
        Assert.InRange(chi, 2, 45);
        Assert.InRange(sum / n, -0.0125, 0.0125);
        Assert.InRange(squares / n, 0.98, 1.02);
        Assert.InRange(fourth / n, 2.85, 3.15);
    }

    [Fact]
    public void Rates_at_the_edges()
    {
        Assert.All(Mask(100, 0, 1, 1, 1), m => Assert.Equal(1, m));
        Assert.Throws<ArgumentOutOfRangeException>(() => Mask(1, 1, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Mask(1, -0.1f, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Mask(1, float.NaN, 1, 1, 1));
    }

    private static float[] Mask(int length, float rate, long seed, long step, uint stream, long first = 0)
    {
        float[] mask = new float[length];
        CounterRandom.DropoutMask(mask, rate, seed, step, stream, first);
        return mask;
    }
}
