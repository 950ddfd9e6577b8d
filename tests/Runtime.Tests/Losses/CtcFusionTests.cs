using Xunit;

namespace LstmGen.Runtime.Tests.Losses;

/// <summary>Beam search with a language model, held against every labelling that there is.</summary>
public class CtcFusionTests
{
    [Theory]
    [InlineData(1, 3, 0, 1, 0)]
    [InlineData(4, 3, 2, 0.7, 0.5)]
    [InlineData(6, 3, 0, 1, -0.3)]
    [InlineData(5, 4, 1, 2.5, 1)]
    [InlineData(5, 4, 1, 0, 0)]
    public void A_beam_that_holds_everything_ranks_labellings_as_enumeration_does(
        int steps, int symbols, int blank, double weight, double bonus)
    {
        for (int seed = 0; seed < 6; seed++)
        {
            var language = new TableLabelModel(symbols, seed, impossible: seed % 2 == 1);
            Check(
                new CtcFusion(language, weight: weight, labelBonus: bonus), labels => language.Naive(labels), steps, symbols, blank, seed);
        }
    }

    [Fact]
    public void A_language_model_that_forbids_everything_is_said()
    {
        var decoder = new CtcBeamDecoder(2, 4, fusion: new CtcFusion(new Forbidding(), weight: 1));
        SequenceLayout layout = new(2, 2, 2, 2);
        float[] logits = [0, 0, float.NegativeInfinity, 0]; // the second step allows label 1 alone
        string message = Assert.Throws<ArgumentException>(() => decoder.Decode(logits, layout, 2, new int[2])).Message;
        Assert.Contains("step 1", message, StringComparison.Ordinal);
        Assert.Contains("finite score", message, StringComparison.Ordinal);
        Assert.Equal(0, decoder.Decode(logits, layout, 1, new int[2]).Length); // and serves the next sequence
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void An_ngram_in_the_beam_ranks_labellings_as_enumeration_does(int order)
    {
        int[][] sequences = [[1, 2, 1], [1, 2, 2], [2, 1, 2, 1], [], [3]];
        var language = LabelNGram.Build(sequences, symbols: 4, order);
        Check(
            new CtcFusion(language, weight: 0.8, labelBonus: 0.2), labels => NaiveNGram.LogProbability(sequences, labels, 4, order), 5, 4,
            0, order);
    }

    [Fact]
    public void Words_spelt_by_letters_rank_as_enumeration_does_and_no_other_word_is_written()
    {
        // Letters 1 and 2, separator 3; words: 1 = "1", 2 = "12", 3 = "2".
        int[][] spellings = [[], [1], [1, 2], [2]], sequences = [[1, 2], [2, 3], [2]];
        LabelNGram words = LabelNGram.Build(sequences, symbols: 4, order: 2);
        var language = new SpelledWords(words, spellings, separator: 3);
        Check(new CtcFusion(language, weight: 0.5), Naive, 5, 4, 0, seed: 3);

        double Naive(int[] letters)
        {
            if (letters.Length == 0)
                return NaiveNGram.LogProbability(sequences, [], 4, 2);
            List<int> found = [];
            string[] written = string.Join("", letters).Split('3');
            for (int i = 0; i < written.Length; i++)
            {
                if (written[i].Length == 0 && i == written.Length - 1)
                    break; // a separator at the end
                int word = Array.FindIndex(spellings, spelling => spelling.Length > 0 && string.Join("", spelling) == written[i]);
                if (word < 0)
                    return double.NegativeInfinity;
                found.Add(word);
            }

            return NaiveNGram.LogProbability(sequences, [.. found], 4, 2);
        }
    }

    [Fact]
    public void Steps_one_by_one_end_where_the_whole_does()
    {
        var fusion = new CtcFusion(LabelNGram.Build([[1, 2, 3], [3, 1]], symbols: 5, order: 2), weight: 0.5, labelBonus: 0.1);
        foreach (CtcFusion? given in new[] { null, fusion })
        {
            float[] logits = new Random(5).Normal(30 * 5, 2);
            CtcBeamDecoder whole = new(5, 6, fusion: given), pieces = new(5, 6, fusion: given);
            int[] expected = new int[30], found = new int[30];
            CtcDecoding best = whole.Decode(logits, new(30, 5, 5, 5), 30, expected);
            for (int round = 0; round < 2; round++)
            {
                pieces.Begin();
                for (int t = 0; t < 30; t++)
                    pieces.Add(logits.AsSpan(t * 5, 5));
                pieces.Finish();
                pieces.Finish(); // has no effect
                Assert.Equal(best, pieces.Hypothesis(0, found));
                Assert.Equal(expected, found);
                Assert.Throws<InvalidOperationException>(() => pieces.Add(logits.AsSpan(0, 5)));
            }
        }
    }

    [Fact]
    public void Without_a_language_model_the_score_is_the_log_probability()
    {
        float[] logits = new Random(2).Normal(8 * 3, 1);
        var decoder = new CtcBeamDecoder(3, 5);
        CtcDecoding best = decoder.Decode(logits, new(8, 3, 3, 3), 8, new int[8]);
        Assert.Equal(best.LogProbability, best.Score);
        CtcDecoding greedy = CtcGreedyDecoder.Decode(logits, new(8, 3, 3, 3), 8, 0, new int[8]);
        Assert.Equal(greedy.LogProbability, greedy.Score);
    }

    [Fact]
    public void A_language_model_decides_between_what_sounds_alike()
    {
        // Symbols 1 and 2 sound alike after 3; the language knows 3 2 only.
        float[] logits = [-9, -9, -9, 0, 0, -9, -9, -9, -9, 0, -0.05f, -9];
        SequenceLayout layout = new(3, 4, 4, 4);
        int[] labels = new int[3];
        Assert.Equal([3, 1], labels[..new CtcBeamDecoder(4, 4).Decode(logits, layout, 3, labels).Length]);
        var fusion = new CtcFusion(LabelNGram.Build([[3, 2], [3, 2]], symbols: 4, order: 2));
        Assert.Equal([3, 2], labels[..new CtcBeamDecoder(4, 4, fusion: fusion).Decode(logits, layout, 3, labels).Length]);
    }

    [Fact]
    public void An_end_that_cannot_be_leaves_a_labelling_of_score_minus_infinity_and_not_an_exception()
    {
        var decoder = new CtcBeamDecoder(3, 1, fusion: new CtcFusion(new NeverEnds()));
        CtcDecoding best = decoder.Decode(new float[3], new(1, 3, 3, 3), 1, new int[1]);
        Assert.Equal(double.NegativeInfinity, best.Score);
        Assert.True(double.IsFinite(best.LogProbability));
    }

    [Fact]
    public void What_is_no_language_model_is_an_error_and_the_decoder_can_be_used_on()
    {
        var model = LabelNGram.Build([], symbols: 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => With(new CtcFusion(model, weight: -1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => With(new CtcFusion(model, labelBonus: double.NaN)));
        Assert.Throws<ArgumentNullException>(() => With(new CtcFusion(null!)));
        Assert.Throws<ArgumentException>(() => new CtcBeamDecoder(3, 2).Add(new float[2]));

        var wrong = new NotANumber();
        var decoder = new CtcBeamDecoder(3, 4, fusion: new CtcFusion(wrong));
        float[] logits = new Random(1).Normal(4 * 3, 1);
        CtcDecoding right = decoder.Decode(logits, new(4, 3, 3, 3), 4, new int[4]);
        wrong.At = 2;
        Assert.Contains(
            "NotANumber gives label 2 the score NaN", Assert.Throws<InvalidOperationException>(Decode).Message, StringComparison.Ordinal);
        wrong.At = -1;
        Assert.Equal(right, decoder.Decode(logits, new(4, 3, 3, 3), 4, new int[4]));

        static CtcBeamDecoder With(CtcFusion fusion) => new(3, 2, fusion: fusion);

        void Decode() => decoder.Decode(logits, new(4, 3, 3, 3), 4, new int[4]);
    }

    private static void Check(CtcFusion fusion, Func<int[], double> language, int steps, int symbols, int blank, int seed)
    {
        float[] logits = new Random(seed).Normal(steps * symbols, 1.5);
        (string Labels, double Score)[] all = [.. CtcBruteForce.Labellings(Numeric.Doubles(logits), steps, symbols, blank)
            .Select(pair => (pair.Key, Score(pair.Key, pair.Value)))
            .Where(pair => !double.IsNegativeInfinity(pair.Item2))
            .OrderByDescending(pair => pair.Item2)];
        var decoder = new CtcBeamDecoder(symbols, beamWidth: 2000, blank, fusion);
        var labels = new int[steps];
        decoder.Decode(logits, new(steps, symbols, symbols, symbols), steps, labels);
        for (int rank = 0; rank < all.Length; rank++)
        {
            CtcDecoding found = decoder.Hypothesis(rank, labels);
            Numeric.AssertClose(all[rank].Score, found.Score, 1e-6);
            Assert.Equal(all[rank].Score, Score(CtcBruteForce.Key(labels.Take(found.Length)), Math.Exp(found.LogProbability)), 1e-5);
        }

        for (int rank = all.Length; rank < decoder.Count; rank++)
            Assert.Equal(double.NegativeInfinity, decoder.Hypothesis(rank, labels).Score);

        double Score(string key, double probability)
        {
            int[] of = key.Length == 0 ? [] : Array.ConvertAll(key.Split(','), int.Parse);
            double spoken = fusion.Weight == 0 ? 0 : fusion.Weight * language(of);
            return Math.Log(probability) + spoken + fusion.LabelBonus * of.Length;
        }
    }

    private sealed class NeverEnds : ILabelModel
    {
        public int Start => 0;

        public double Score(int state, int label, out int next)
        {
            next = 0;
            return -1;
        }

        public double EndScore(int state) => double.NegativeInfinity;
    }

    private sealed class NotANumber : ILabelModel
    {
        public int At { get; set; } = -1;

        public int Start => 0;

        public double Score(int state, int label, out int next)
        {
            next = 0;
            return label == At ? double.NaN : -label;
        }

        public double EndScore(int state) => 0;
    }

    private sealed class Forbidding : ILabelModel
    {
        public int Start => 0;

        public double Score(int state, int label, out int next)
        {
            next = 0;
            return double.NegativeInfinity;
        }

        public double EndScore(int state) => 0;
    }
}
