using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Losses;

public class LinearChainCrfTests
{
    private const int Stride = 8, Batch = 2, Row = 1;

    /// <summary>One sequence in row 1 of a batch of 2, every value that must not matter NaN.</summary>
    private sealed class Case
    {
        internal Case(int length, int tags, int steps, Random random, Func<Random, float[], float[]> distort)
        {
            Reference = new CrfBruteForce(length, tags);
            float[] scores = distort(random, random.Normal(Reference.Length, 1.5));
            Scores = Numeric.Doubles(scores);
            Layout = new(steps, tags, Stride, Batch * Stride);
            Emissions = new float[steps * Batch * Stride];
            Array.Fill(Emissions, float.NaN);
            for (int t = 0; t < length; t++)
                scores.AsSpan(t * tags, tags).CopyTo(Emissions.AsSpan((t * Batch + Row) * Stride));
            Transitions = scores[Reference.Transitions..Reference.Start];
            Start = scores[Reference.Start..Reference.End];
            End = scores[Reference.End..];
            Tags = random.Integers(length, tags);
        }

        internal CrfBruteForce Reference { get; }
        internal double[] Scores { get; }
        internal SequenceLayout Layout { get; }
        internal float[] Emissions { get; }
        internal float[] Transitions { get; }
        internal float[] Start { get; }
        internal float[] End { get; }
        internal int[] Tags { get; }
        internal ReadOnlySpan<float> Sequence => Emissions.AsSpan(Row * Stride);
        internal CrfWeights Weights => new(Transitions, Start, End);
    }

    private static float[] Same(Random random, float[] scores) => scores;

    /// <summary>Scores of +-100 here and there, so that sums underflow unless they are shifted.</summary>
    private static float[] Saturated(Random random, float[] scores) =>
        Array.ConvertAll(scores, s => random.Next(3) == 0 ? MathF.CopySign(100, s) : s);

    /// <summary>Scores thousands apart, beyond what exp holds even in double.</summary>
    private static float[] Extreme(Random random, float[] scores) =>
        Array.ConvertAll(scores, s => random.Next(2) == 0 ? 2000 * s : s);

    public static TheoryData<int, int, string> Sizes()
    {
        var data = new TheoryData<int, int, string>();
        foreach (string kind in new[] { "same", "saturated", "extreme" })
        {
            data.Add(1, 3, kind);
            data.Add(2, 1, kind);
            data.Add(4, 3, kind);
            data.Add(3, 5, kind);
            data.Add(6, 2, kind);
        }

        return data;
    }

    private static Case Make(int length, int tags, string kind, int seed) => new(length, tags, length + seed % 3, new Random(seed),
        kind switch { "saturated" => Saturated, "extreme" => Extreme, _ => Same });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Loss_and_gradients_equal_the_sum_over_all_paths(int length, int tags, string kind)
    {
        var scratch = new CrfScratch();
        for (int seed = 0; seed < 6; seed++)
        {
            Case c = Make(length, tags, kind, seed);
            var emissionGradient = new float[c.Emissions.Length];
            Array.Fill(emissionGradient, 9f);
            float[] transitions = new float[tags * tags], start = new float[tags], end = new float[tags];
            Array.Fill(transitions, 1f);
            Array.Fill(start, 2f);
            Array.Fill(end, 3f);

            double loss = LinearChainCrf.Compute(c.Sequence, c.Layout, length, c.Tags, c.Weights, 0.5f,
                emissionGradient.AsSpan(Row * Stride), new CrfGradients(transitions, start, end), scratch);

            Numeric.AssertClose(c.Reference.Loss(c.Scores, c.Tags), loss, 1e-10);
            Numeric.AssertClose(
                loss, LinearChainCrf.NegativeLogLikelihood(c.Sequence, c.Layout, length, c.Tags, c.Weights, scratch), 1e-15);
            double[] expected = Numeric.Gradient(s => 0.5 * c.Reference.Loss(s, c.Tags), c.Scores, 1e-4);
            double tolerance = kind == "extreme" ? 1e-6 : 4e-7;
            for (int i = 0; i < emissionGradient.Length; i++)
            {
                int t = i / (Batch * Stride), row = i / Stride % Batch, k = i % Stride;
                double want = row != Row ? 9 : t < length && k < tags ? expected[t * tags + k] : 0;
                Numeric.AssertClose(want, emissionGradient[i], tolerance);
            }

            for (int i = 0; i < tags * tags; i++)
                Numeric.AssertClose(1 + expected[c.Reference.Transitions + i], transitions[i], tolerance);
            for (int k = 0; k < tags; k++)
            {
                Numeric.AssertClose(2 + expected[c.Reference.Start + k], start[k], tolerance);
                Numeric.AssertClose(3 + expected[c.Reference.End + k], end[k], tolerance);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Marginals_equal_the_sum_over_all_paths(int length, int tags, string kind)
    {
        Case c = Make(length, tags, kind, seed: 2);
        var marginals = new float[c.Emissions.Length];
        LinearChainCrf.Marginals(c.Sequence, c.Layout, length, c.Weights, marginals.AsSpan(Row * Stride), new CrfScratch());
        for (int t = 0; t < c.Layout.Steps; t++)
        {
            for (int k = 0; k < Stride; k++)
            {
                double want = t < length && k < tags ? c.Reference.Marginal(c.Scores, t, k) : 0;
                Numeric.AssertClose(want, marginals[(t * Batch + Row) * Stride + k], 1e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Viterbi_finds_the_best_of_all_paths(int length, int tags, string kind)
    {
        var scratch = new CrfScratch();
        for (int seed = 0; seed < 6; seed++)
        {
            Case c = Make(length, tags, kind, seed);
            var path = new int[length];
            double score = LinearChainCrf.Decode(c.Sequence, c.Layout, length, c.Weights, path, scratch);
            int[] best = c.Reference.Paths().MaxBy(p => c.Reference.Score(c.Scores, p))!;
            Numeric.AssertClose(c.Reference.Score(c.Scores, best), score, 1e-12);
            Numeric.AssertClose(score, c.Reference.Score(c.Scores, path), 1e-12);
        }
    }

    [Fact]
    public void Viterbi_takes_the_lower_tag_where_scores_are_equal()
    {
        var path = new int[] { 7, 7, 7 };
        var zeros = new float[9];
        double score =
            LinearChainCrf.Decode(
                zeros, new(3, 3, 3, 3), 3, new CrfWeights(zeros, zeros.AsSpan(0, 3), zeros.AsSpan(0, 3)), path, new CrfScratch());
        Assert.Equal(0, score);
        Assert.Equal([0, 0, 0], path);
    }

    [Fact]
    public void A_forbidden_transition_is_never_used_and_costs_infinity_as_a_target()
    {
        float[] transitions = [0, float.NegativeInfinity, 0, 0], zeros = new float[2], emissions = [5, 0, 0, 5], gradient = new float[4];
        var scratch = new CrfScratch();
        SequenceLayout layout = new(2, 2, 2, 2);
        CrfWeights weights = new(transitions, zeros, zeros);
        double allowed = Math.Log(Math.Exp(5) + 1 + Math.Exp(5)) - 5; // paths 00, 10 and 11
        float[] dT = new float[4], dStart = new float[2], dEnd = new float[2];
        Numeric.AssertClose(
            allowed,
            LinearChainCrf.Compute(emissions, layout, 2, [1, 1], weights, 1, gradient, new CrfGradients(dT, dStart, dEnd), scratch), 1e-12);
        Assert.Equal(0f, dT[1]);
        Assert.All(gradient, g => Assert.True(float.IsFinite(g)));
        Assert.Equal(double.PositiveInfinity, LinearChainCrf.NegativeLogLikelihood(emissions, layout, 2, [0, 1], weights, scratch));
        var path = new int[2];
        LinearChainCrf.Decode(emissions, layout, 2, weights, path, scratch);
        Assert.NotEqual([0, 1], path);
    }

    [Fact]
    public void The_gradient_may_overwrite_the_emissions()
    {
        var random = new Random(8);
        float[] x = random.Normal(40), apart = new float[40], t = random.Normal(25), s = random.Normal(5), e = random.Normal(5);
        int[] tags = random.Integers(5, 5);
        var scratch = new CrfScratch();
        float[] dT = new float[25], dS = new float[5], dE = new float[5], dT2 = new float[25];
        LinearChainCrf.Compute(x, new(5, 5, 8, 8), 5, tags, new CrfWeights(t, s, e), 1, apart, new CrfGradients(dT, dS, dE), scratch);
        LinearChainCrf.Compute(x, new(5, 5, 8, 8), 5, tags, new CrfWeights(t, s, e), 1, x, new CrfGradients(dT2, dS, dE), scratch);
        Assert.Equal(apart, x);
        Assert.Equal(dT, dT2);
    }

    [Fact]
    public void NaN_is_seen_in_loss_gradient_and_best_score()
    {
        float[] x = [0, 0, float.NaN, 0], zeros = new float[4], gradient = new float[4];
        var scratch = new CrfScratch();
        CrfWeights weights = new(zeros, zeros.AsSpan(0, 2), zeros.AsSpan(0, 2));
        SequenceLayout layout = new(2, 2, 2, 2);
        double loss =
            LinearChainCrf.Compute(
                x, layout, 2, [1, 1], weights, 1, gradient, new CrfGradients(new float[4], new float[2], new float[2]), scratch);
        Assert.True(double.IsNaN(loss));
        Assert.All(gradient, g => Assert.True(float.IsNaN(g)));
        Assert.True(double.IsNaN(LinearChainCrf.Decode(x, layout, 2, weights, new int[2], scratch)));
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        float[] four = new float[4], two = new float[2];
        var scratch = new CrfScratch();
        SequenceLayout layout = new(2, 2, 2, 2);
        Assert.Equal("transitions", Assert.Throws<ArgumentException>(() => new CrfWeights(new float[3], two, two)).ParamName);
        Assert.Equal("end", Assert.Throws<ArgumentException>(() => new CrfWeights(four, two, four)).ParamName);
        Assert.Equal("start", Assert.Throws<ArgumentException>(() => new CrfWeights(default, default, default)).ParamName);
        var tag =
            Assert.Throws<ArgumentOutOfRangeException>(
                () => LinearChainCrf.NegativeLogLikelihood(four, layout, 2, [0, 2], new CrfWeights(four, two, two), scratch));
        Assert.Contains("step 1", tag.Message, StringComparison.Ordinal);
        Assert.Equal(
            "length",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => LinearChainCrf.Decode(four, layout, 0, new CrfWeights(four, two, two), [], scratch)).ParamName);
        Assert.Equal(
            "path",
            Assert.Throws<ArgumentException>(
                () => LinearChainCrf.Decode(four, layout, 2, new CrfWeights(four, two, two), new int[1], scratch)).ParamName);
    }
}
