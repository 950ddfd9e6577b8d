using Xunit;

namespace LstmGen.Runtime.Tests.Losses;

public class CtcDecoderTests
{
    [Theory]
    [InlineData(1, 3, 0)]
    [InlineData(4, 3, 2)]
    [InlineData(6, 3, 0)]
    [InlineData(5, 4, 1)]
    public void A_beam_that_holds_everything_finds_every_labelling_and_its_probability(int steps, int symbols, int blank)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            float[] logits = new Random(seed).Normal(steps * symbols, 1.5);
            Dictionary<string, double> all = CtcBruteForce.Labellings(Numeric.Doubles(logits), steps, symbols, blank);
            var decoder = new CtcBeamDecoder(symbols, beamWidth: 2000, blank);
            var labels = new int[steps];

            CtcDecoding best = decoder.Decode(logits, new(steps, symbols, symbols, symbols), steps, labels);

            Assert.Equal(all.MaxBy(p => p.Value).Key, CtcBruteForce.Key(labels.Take(best.Length)));
            Assert.Equal(all.Count, decoder.Count);
            for (int rank = 0; rank < decoder.Count; rank++)
            {
                CtcDecoding found = decoder.Hypothesis(rank, labels);
                Numeric.AssertClose(Math.Log(all[CtcBruteForce.Key(labels.Take(found.Length))]), found.LogProbability, 1e-6);
            }
        }
    }

    [Fact]
    public void A_narrow_beam_finds_what_the_best_path_misses()
    {
        // Graves et al. 2006: the best path is all blanks (0.6 * 0.6), yet "1" has more probability in sum.
        float[] logits = [MathF.Log(0.6f), MathF.Log(0.4f), MathF.Log(0.6f), MathF.Log(0.4f)];
        var labels = new int[2];
        SequenceLayout layout = new(2, 2, 2, 2);
        CtcDecoding greedy = CtcGreedyDecoder.Decode(logits, layout, 2, 0, labels);
        Assert.Equal(0, greedy.Length);
        Assert.Equal(Math.Log(0.36), greedy.LogProbability, 1e-6);
        CtcDecoding beam = new CtcBeamDecoder(2, 2).Decode(logits, layout, 2, labels);
        Assert.Equal(1, beam.Length);
        Assert.Equal(1, labels[0]);
        Assert.Equal(Math.Log(0.64), beam.LogProbability, 1e-6);
    }

    [Fact]
    public void A_pruned_beam_never_claims_more_than_a_labelling_has()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            float[] logits = new Random(seed).Normal(6 * 4, 1);
            Dictionary<string, double> all = CtcBruteForce.Labellings(Numeric.Doubles(logits), 6, 4, 0);
            var decoder = new CtcBeamDecoder(4, 3);
            var labels = new int[6];
            decoder.Decode(logits, new(6, 4, 4, 4), 6, labels);
            Assert.Equal(3, decoder.Count);
            var seen = new HashSet<string>();
            for (int rank = 0; rank < 3; rank++)
            {
                CtcDecoding found = decoder.Hypothesis(rank, labels);
                string key = CtcBruteForce.Key(labels.Take(found.Length));
                Assert.True(seen.Add(key));
                Assert.True(found.LogProbability <= Math.Log(all[key]) + 1e-6);
            }
        }
    }

    [Fact]
    public void Greedy_merges_repeats_drops_blanks_and_honours_length_and_stride()
    {
        int[] path = [1, 1, 0, 1, 2, 2, 0, 2];
        const int batch = 2, stride = 8;
        var logits = new float[path.Length * batch * stride];
        for (int t = 0; t < path.Length; t++)
            logits[t * batch * stride + stride + path[t]] = 5;
        var labels = new int[8];
        CtcDecoding full = CtcGreedyDecoder.Decode(logits.AsSpan(stride), new(8, 3, stride, batch * stride), 8, 0, labels);
        Assert.Equal([1, 1, 2, 2], labels.Take(full.Length));
        Assert.Equal(8 * (5 - Math.Log(Math.Exp(5) + 2)), full.LogProbability, 1e-6);
        CtcDecoding part = CtcGreedyDecoder.Decode(logits.AsSpan(stride), new(8, 3, stride, batch * stride), 3, 0, labels);
        Assert.Equal([1], labels.Take(part.Length));
    }

    [Fact]
    public void No_steps_decode_to_the_empty_labelling()
    {
        var decoder = new CtcBeamDecoder(3, 4);
        Assert.Equal(new CtcDecoding(0, 0), decoder.Decode(new float[6], new(2, 3, 3, 3), 0, []));
        Assert.Equal(new CtcDecoding(0, 0), CtcGreedyDecoder.Decode(new float[6], new(2, 3, 3, 3), 0, 0, []));
    }

    [Fact]
    public void What_cannot_be_decoded_is_an_error()
    {
        float[] logits = [0, 1, 0, 0, float.NaN, 0];
        SequenceLayout layout = new(2, 3, 3, 3);
        Assert.Contains(
            "step 1", Assert.Throws<ArgumentException>(() => new CtcBeamDecoder(3, 2).Decode(logits, layout, 2, new int[2])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CtcGreedyDecoder.Decode(logits, layout, 2, 0, new int[2]));
        Assert.Equal("labels", Assert.Throws<ArgumentException>(() => CtcGreedyDecoder.Decode(logits, layout, 1, 0, [])).ParamName);
        Assert.Throws<ArgumentException>(() => new CtcBeamDecoder(4, 2).Decode(logits, layout, 1, new int[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CtcBeamDecoder(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CtcBeamDecoder(3, 1, blank: 3));
    }
}
