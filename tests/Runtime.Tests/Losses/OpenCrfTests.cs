using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Losses;

/// <summary>
/// A step whose tag is left out of the loss may have any: p(given tags) is the sum of p over all ways to fill the open steps in, and the
/// gradient is that of the filled paths, each by its share.
/// </summary>
public class OpenCrfTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(4, 3)]
    [InlineData(5, 2)]
    public void Open_steps_are_summed_over(int length, int tags)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var layout = new SequenceLayout(length + 1, tags, 8, 8);
            float[] emissions = Draw(random, (int)layout.Length), transitions = Draw(random, tags * tags), start = Draw(random, tags),
                end = Draw(random, tags);
            int[] given = [.. Enumerable.Range(0, length).Select(_ => random.Next(2) == 0 ? LinearChainCrf.Open : random.Next(tags))];
            var scratch = new CrfScratch();
            (double loss, double[] slopes) = Compute(given);
            double probability = 0;
            double[] expected = new double[slopes.Length];
            foreach (int[] path in Filled(given, tags))
            {
                (double own, double[] part) = Compute(path);
                probability += Math.Exp(-own);
                for (int i = 0; i < part.Length; i++)
                    expected[i] += Math.Exp(-own) * part[i];
            }

            Assert.Equal(given.All(tag => tag == LinearChainCrf.Open) ? 0 : -Math.Log(probability), loss, 1e-9);
            Assert.Equal(
                loss,
                LinearChainCrf.NegativeLogLikelihood(emissions, layout, length, given, new CrfWeights(transitions, start, end), scratch),
                1e-9);
            Assert.All(Enumerable.Range(0, slopes.Length), i => Assert.Equal(expected[i] / probability, slopes[i], 2e-6));

            (double, double[]) Compute(int[] path)
            {
                float[] slope = new float[emissions.Length], t = new float[tags * tags], s = new float[tags], e = new float[tags];
                Array.Fill(slope, float.NaN);
                double value = LinearChainCrf.Compute(
                    emissions, layout, length, path, new CrfWeights(transitions, start, end), 1f, slope, new CrfGradients(t, s, e),
                    scratch);
                return (value, [.. slope.Concat(t).Concat(s).Concat(e).Select(x => (double)x)]);
            }
        }
    }

    private static IEnumerable<int[]> Filled(int[] given, int tags)
    {
        int at = Array.IndexOf(given, LinearChainCrf.Open);
        if (at < 0)
            return [given];
        return Enumerable.Range(0, tags).SelectMany(tag =>
        {
            int[] next = [.. given];
            next[at] = tag;
            return Filled(next, tags);
        });
    }

    private static float[] Draw(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 4 - 2))];
}
