namespace LstmGen.Runtime.Tests.Losses;

/// <summary>CTC by its definition: every alignment of the steps, one by one.</summary>
internal static class CtcBruteForce
{
    /// <summary>Probability of each labelling, keyed by its labels joined by commas.</summary>
    internal static Dictionary<string, double> Labellings(double[] logits, int steps, int symbols, int blank)
    {
        var q = new double[steps][];
        for (int t = 0; t < steps; t++)
            q[t] = SoftmaxReference.LogSoftmax(logits.AsSpan(t * symbols, symbols));
        var sums = new Dictionary<string, double>();
        var path = new int[steps];
        for (long n = 0; n < (long)Math.Pow(symbols, steps); n++)
        {
            long rest = n;
            double logProbability = 0;
            for (int t = 0; t < steps; t++)
            {
                path[t] = (int)(rest % symbols);
                rest /= symbols;
                logProbability += q[t][path[t]];
            }

            string key = Key(Collapse(path, blank));
            sums[key] = sums.GetValueOrDefault(key) + Math.Exp(logProbability);
        }

        return sums;
    }

    internal static string Key(IEnumerable<int> labels) => string.Join(',', labels);

    /// <summary>-log P(target) / max(1, labels).</summary>
    internal static double Loss(double[] logits, int steps, int symbols, int[] target, int blank) =>
        -Math.Log(Labellings(logits, steps, symbols, blank).GetValueOrDefault(Key(target))) / Math.Max(1, target.Length);

    /// <summary>-log P(target) / max(1, labels) by the textbook forward recursion over probabilities scaled per step.</summary>
    internal static double ForwardLoss(double[] logits, int steps, int symbols, int[] target, int blank)
    {
        int states = 2 * target.Length + 1;
        int Symbol(int s) => s % 2 == 0 ? blank : target[s / 2];
        double[] alpha = new double[states];
        double logLikelihood = 0;
        for (int t = 0; t < steps; t++)
        {
            double[] q = SoftmaxReference.LogSoftmax(logits.AsSpan(t * symbols, symbols)), next = new double[states];
            for (int s = 0; s < states; s++)
            {
                double from = t == 0 ? (s < 2 ? 1 : 0) : alpha[s];
                if (t > 0 && s > 0)
                    from += alpha[s - 1];
                if (t > 0 && s > 1 && Symbol(s) != blank && Symbol(s) != Symbol(s - 2))
                    from += alpha[s - 2];
                next[s] = from * Math.Exp(q[Symbol(s)]);
            }

            double sum = next.Sum();
            logLikelihood += Math.Log(sum);
            alpha = Array.ConvertAll(next, a => a / sum);
        }

        return -(logLikelihood + Math.Log(alpha[^1] + (states > 1 ? alpha[^2] : 0))) / Math.Max(1, target.Length);
    }

    internal static List<int> Collapse(int[] path, int blank)
    {
        var labels = new List<int>();
        for (int t = 0; t < path.Length; t++)
        {
            if (path[t] != blank && (t == 0 || path[t] != path[t - 1]))
                labels.Add(path[t]);
        }

        return labels;
    }
}
