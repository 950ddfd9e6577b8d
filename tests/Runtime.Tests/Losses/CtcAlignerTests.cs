using Xunit;

namespace LstmGen.Runtime.Tests.Losses;

public class CtcAlignerTests
{
    [Fact]
    public void The_alignment_is_the_likeliest_of_all_that_collapse_to_the_target()
    {
        var aligner = new CtcAligner();
        for (int seed = 0; seed < 80; seed++)
        {
            var random = new Random(seed);
            (int steps, int symbols) = (1 + random.Next(6), 2 + random.Next(3));
            int blank = random.Next(symbols);
            int[] target = [.. Enumerable.Range(0, random.Next(4)).Select(_ => (blank + 1 + random.Next(symbols - 1)) % symbols)];
            float[] logits = random.Normal(steps * symbols, 2);
            (double best, int[] path) = Enumerated(logits, steps, symbols, blank, target);
            var alignment = new int[steps];
            alignment.AsSpan().Fill(99);
            double found = aligner.Align(logits, new(steps, symbols, symbols, symbols), steps, target, blank, alignment);
            if (double.IsNegativeInfinity(best))
            {
                Assert.Equal(best, found);
                Assert.All(alignment, place => Assert.Equal(99, place));
                continue;
            }

            Assert.Equal(best, found, 1e-5);
            Assert.Equal(path, alignment.Select(place => place == CtcAligner.Blank ? blank : target[place]));
            int[] places = [.. alignment.Where(place => place >= 0)];
            Assert.Equal(places.Order(), places);
            Assert.Equal(Enumerable.Range(0, target.Length), places.Distinct());
        }
    }

    [Fact]
    public void No_steps_align_with_no_labels_alone()
    {
        var aligner = new CtcAligner();
        Assert.Equal(0, aligner.Align([], new(0, 3, 3, 3), 0, [], 0, []));
        Assert.Equal(double.NegativeInfinity, aligner.Align([], new(0, 3, 3, 3), 0, [1], 0, []));
    }

    [Fact]
    public void Arguments_that_do_not_fit_are_refused()
    {
        var aligner = new CtcAligner();
        SequenceLayout layout = new(2, 3, 3, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => aligner.Align(new float[6], layout, 2, [1], 3, new int[2]));
        var refused = Assert.Throws<ArgumentException>(() => aligner.Align(new float[6], layout, 2, [0], 0, new int[2]));
        Assert.Contains("label 0", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => aligner.Align(new float[6], layout, 2, [3], 0, new int[2]));
        Assert.Throws<ArgumentException>(() => aligner.Align(new float[6], layout, 2, [1], 0, new int[1]));
    }

    [Fact]
    public void Labels_told_step_by_step_are_those_of_the_best_path()
    {
        var stream = new CtcGreedyStream(blank: 1);
        for (int seed = 0; seed < 20; seed++)
        {
            float[] logits = new Random(seed).Normal(40 * 4, 1);
            var labels = new int[40];
            CtcDecoding whole = CtcGreedyDecoder.Decode(logits, new(40, 4, 4, 4), 40, 1, labels);
            List<int> told = [];
            stream.Reset();
            for (int t = 0; t < 40; t++)
            {
                if (stream.Step(logits.AsSpan(t * 4, 4), out int label))
                    told.Add(label);
            }

            Assert.Equal(labels[..whole.Length], told);
        }

        Assert.Throws<ArgumentException>(() => stream.Step([1f], out _));
        Assert.Throws<ArgumentException>(() => stream.Step([1f, float.NaN], out _));
    }

    private static (double Best, int[] Path) Enumerated(float[] logits, int steps, int symbols, int blank, int[] target)
    {
        (double best, int[] found) = (double.NegativeInfinity, []);
        var path = new int[steps];
        for (int n = 0; n < (int)Math.Pow(symbols, steps); n++)
        {
            int rest = n;
            double sum = 0;
            for (int t = 0; t < steps; t++, rest /= symbols)
            {
                path[t] = rest % symbols;
                sum += SoftmaxReference.LogSoftmax(Numeric.Doubles(logits).AsSpan(t * symbols, symbols))[path[t]];
            }

            if (sum > best && CtcBruteForce.Collapse(path, blank).SequenceEqual(target))
                (best, found) = (sum, [.. path]);
        }

        return (best, found);
    }
}
