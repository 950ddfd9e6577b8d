namespace LstmGen.Runtime.Tests.Losses;

/// <summary>A linear-chain CRF by its definition: every path, one by one. All scores in one vector of doubles.</summary>
/// <param name="steps">Steps T.</param>
/// <param name="tags">Tags K.</param>
internal sealed class CrfBruteForce(int steps, int tags)
{
    // [T][K] emissions, [K][K] transitions, [K] start, [K] end
    internal int Transitions => steps * tags;

    internal int Start => Transitions + tags * tags;

    internal int End => Start + tags;

    internal int Length => End + tags;

    internal double Score(double[] scores, int[] path)
    {
        double sum = scores[Start + path[0]] + scores[End + path[steps - 1]];
        for (int t = 0; t < steps; t++)
            sum += scores[t * tags + path[t]] + (t == 0 ? 0 : scores[Transitions + path[t - 1] * tags + path[t]]);
        return sum;
    }

    internal IEnumerable<int[]> Paths()
    {
        for (int n = 0; n < (int)Math.Pow(tags, steps); n++)
        {
            var path = new int[steps];
            for (int t = 0, rest = n; t < steps; t++, rest /= tags)
                path[t] = rest % tags;
            yield return path;
        }
    }

    internal double LogZ(double[] scores)
    {
        double[] all = [.. Paths().Select(p => Score(scores, p))];
        double max = all.Max();
        return max + Math.Log(all.Sum(s => Math.Exp(s - max)));
    }

    internal double Loss(double[] scores, int[] path) => LogZ(scores) - Score(scores, path);

    internal double Marginal(double[] scores, int t, int tag)
    {
        double logZ = LogZ(scores);
        return Paths().Where(p => p[t] == tag).Sum(p => Math.Exp(Score(scores, p) - logZ));
    }
}
