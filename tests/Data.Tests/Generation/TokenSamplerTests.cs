using Xunit;

namespace LstmGen.Data.Tests;

public class TokenSamplerTests
{
    private static readonly float[] Logits = [1f, -2f, 3f, 0f, 2f, float.NegativeInfinity];

    private static float[] Probabilities(SamplingOptions options, float[] logits, params int[] history)
    {
        var p = new float[logits.Length];
        new TokenSampler(logits.Length, options).Probabilities(logits, history, p);
        return p;
    }

    [Fact]
    public void Temperature_divides_the_logits() =>
        Close(Softmax(Logits, x => x / 0.7), Probabilities(new SamplingOptions { Temperature = 0.7f }, Logits));

    [Fact]
    public void Top_k_leaves_the_k_largest()
    {
        Close(Softmax([double.NegativeInfinity, double.NegativeInfinity, 3, double.NegativeInfinity, 2, double.NegativeInfinity]),
            Probabilities(new SamplingOptions { TopK = 2 }, Logits));
        Assert.Equal([0, 1, 0], Probabilities(new SamplingOptions { TopK = 1 }, [2f, 5f, 5f]));
    }

    [Fact]
    public void Top_p_leaves_the_fewest_that_reach_p()
    {
        float[] logits = [MathF.Log(0.1f), MathF.Log(0.5f), MathF.Log(0.15f), MathF.Log(0.25f)];
        Close([0, 0.5 / 0.75, 0, 0.25 / 0.75], Probabilities(new SamplingOptions { TopP = 0.7f }, logits));
        Close([0, 1, 0, 0], Probabilities(new SamplingOptions { TopP = 0.01f }, logits));
        Close([0, 0.5 / 0.9, 0.15 / 0.9, 0.25 / 0.9], Probabilities(new SamplingOptions { TopP = 0.8f }, logits));
        Close([0.1, 0.5, 0.15, 0.25], Probabilities(new SamplingOptions { TopP = 1f }, logits));
    }

    [Fact]
    public void Suppressed_tokens_are_never_drawn_and_the_others_share_their_probability()
    {
        Close(Softmax([1, -2, double.NegativeInfinity, 0, 2, double.NegativeInfinity]),
            Probabilities(new SamplingOptions { Suppressed = [2, 5] }, Logits));
        Assert.Equal(4, new TokenSampler(6, new SamplingOptions { Suppressed = [2], Temperature = 0 }).Sample(Logits));
        Assert.Throws<ArgumentException>(() => new TokenSampler(6, new SamplingOptions { Suppressed = [0, 1, 2, 3, 4] }).Sample(Logits));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler(6, new SamplingOptions { Suppressed = [6] }));
    }

    [Fact]
    public void The_repetition_penalty_counts_each_token_once()
    {
        double[] expected = [1 / 1.5, -2 * 1.5, 3, 0, 2, double.NegativeInfinity];
        Close(Softmax(expected), Probabilities(new SamplingOptions { RepetitionPenalty = 1.5f }, Logits, 0, 1, 0, 5, 0));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1000)]
    public void Top_k_of_many_agrees_with_sorting(int vocabulary)
    {
        var random = new SeededRandom(4);
        for (var trial = 0; trial < 50; trial++)
        {
            var logits = new float[vocabulary];
            for (var i = 0; i < vocabulary; i++)
                logits[i] = random.NextInt(20) - 10; // many ties
            var k = 1 + random.NextInt(vocabulary - 1);
            var kept = Enumerable.Range(0, vocabulary).OrderByDescending(i => logits[i]).ThenBy(i => i).Take(k).Order();
            var p = Probabilities(new SamplingOptions { TopK = k }, logits);
            Assert.Equal(kept, Enumerable.Range(0, vocabulary).Where(i => p[i] > 0));
        }
    }

    [Theory]
    [InlineData(0, 1f)]
    [InlineData(3, 1f)]
    [InlineData(0, 0.9f)]
    public void Draws_follow_the_probabilities_and_the_seed(int k, float p)
    {
        var options = new SamplingOptions { TopK = k == 0 ? null : k, TopP = p, Seed = 11 };
        var expected = Probabilities(options, Logits);
        var counts = new int[Logits.Length];
        var (a, b) = (new TokenSampler(6, options), new TokenSampler(6, options));
        for (var i = 0; i < 20000; i++)
        {
            var token = a.Sample(Logits);
            Assert.Equal(token, b.Sample(Logits));
            counts[token]++;
        }

        for (var i = 0; i < counts.Length; i++)
            Assert.Equal(expected[i], counts[i] / 20000f, 0.015f);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(double.Epsilon)]
    [InlineData(1e-30)]
    [InlineData(1e30)]
    [InlineData(double.MaxValue)]
    public void No_penalty_of_repetition_makes_probabilities_that_are_no_numbers(double penalty)
    {
        var sampler = new TokenSampler(5, new SamplingOptions { RepetitionPenalty = penalty, Suppressed = [4] });
        var probabilities = new float[5];
        sampler.Probabilities([2, -1, 0, 1, 3], [0, 1, 2, 4], probabilities);
        Assert.Equal(1, probabilities.Sum(), 1e-6f);
        Assert.Equal(0, probabilities[4]);
        if (penalty < 1)
            Assert.Equal(1, probabilities[0], 1e-6f); // a penalty below 1 favours what was said
    }

    [Fact]
    public void Temperature_0_takes_the_largest_and_of_equal_ones_the_first()
    {
        var sampler = new TokenSampler(4, new SamplingOptions { Temperature = 0 });
        Assert.Equal(1, sampler.Sample([1, 7, 7, 0]));
    }

    [Fact]
    public void A_stored_state_goes_on_with_the_same_draws()
    {
        var a = new TokenSampler(6);
        a.Sample(Logits);
        var b = new TokenSampler(6) { RandomState = a.RandomState };
        Assert.Equal(
            Enumerable.Range(0, 50).Select(_ => a.Sample(Logits)).ToArray(),
            Enumerable.Range(0, 50).Select(_ => b.Sample(Logits)).ToArray());
    }

    [Fact]
    public void Drawing_allocates_nothing()
    {
        var logits = new float[500];
        for (var i = 0; i < logits.Length; i++)
            logits[i] = i * 37 % 101 / 10f;
        var sampler = new TokenSampler(500, new SamplingOptions { Temperature = 0.8f, TopK = 40, TopP = 0.9f, RepetitionPenalty = 1.2f });
        int[] history = [3, 4, 5];
        sampler.Sample(logits, history);
        var before = GC.GetAllocatedBytesForCurrentThread();
        sampler.Sample(logits, history);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Impossible_logits_and_options_are_errors()
    {
        var sampler = new TokenSampler(2);
        Assert.Contains("Logit 1 is NaN", Assert.Throws<ArgumentException>(() => sampler.Sample([1, float.NaN])).Message);
        Assert.Contains(
            "no token is left",
            Assert.Throws<ArgumentException>(() => sampler.Sample([float.NegativeInfinity, float.NegativeInfinity])).Message);
        Assert.Contains("3 values for a vocabulary of 2", Assert.Throws<ArgumentException>(() => sampler.Sample([1, 2, 3])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler(2, new SamplingOptions { Temperature = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler(2, new SamplingOptions { TopP = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler(2, new SamplingOptions { RepetitionPenalty = 0 }));
    }

    private static double[] Softmax(IReadOnlyList<double> x)
    {
        var e = x.Select(Math.Exp).ToArray();
        return [.. e.Select(v => v / e.Sum())];
    }

    private static double[] Softmax(float[] x, Func<double, double> map) => Softmax([.. x.Select(v => map(v))]);

    private static void Close(double[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-6));
}
