using Xunit;

namespace LstmGen.Data.Tests;

public class SeededRandomTests
{
    [Fact]
    public void Bits_are_those_of_the_published_SplitMix64()
    {
        // First outputs for seed 1234567 of the generator's public-domain C implementation.
        var random = new SeededRandom(1234567);
        Assert.Equal(
            [6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL],
            new[] { random.NextBits(), random.NextBits(), random.NextBits() });
    }

    [Fact]
    public void Draws_have_the_right_range_mean_and_spread()
    {
        var random = new SeededRandom(1);
        var counts = new int[7];
        double sum = 0, gaussian = 0, squares = 0;
        const int N = 70000;
        for (var i = 0; i < N; i++)
        {
            counts[random.NextInt(7)]++;
            sum += random.NextDouble();
            var g = random.NextGaussian();
            gaussian += g;
            squares += g * g;
        }

        Assert.All(counts, c => Assert.InRange(c, 9600, 10400));
        Assert.Equal(0.5, sum / N, 0.01);
        Assert.Equal(0, gaussian / N, 0.02);
        Assert.Equal(1, squares / N, 0.02);
    }

    [Fact]
    public void State_resumes_and_streams_differ()
    {
        var a = SeededRandom.ForStream(5, 0);
        a.NextBits();
        var b = new SeededRandom(a.State);
        Assert.Equal(a.NextBits(), b.NextBits());
        Assert.NotEqual(SeededRandom.ForStream(5, 1).State, SeededRandom.ForStream(5, 0).State);
        Assert.NotEqual(SeededRandom.ForStream(4, 1).State, SeededRandom.ForStream(5, 1).State);
    }
}
