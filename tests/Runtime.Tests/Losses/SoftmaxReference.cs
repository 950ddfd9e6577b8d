namespace LstmGen.Runtime.Tests.Losses;

/// <summary>Cross-entropy as its definition reads, in double.</summary>
internal static class SoftmaxReference
{
    internal static double[] LogSoftmax(ReadOnlySpan<double> x)
    {
        double max = double.NegativeInfinity, sum = 0;
        foreach (double v in x)
            max = Math.Max(max, v);
        foreach (double v in x)
            sum += Math.Exp(v - max);
        var result = new double[x.Length];
        for (int c = 0; c < x.Length; c++)
            result[c] = x[c] - max - Math.Log(sum);
        return result;
    }

    /// <summary>Mean over rows that are not ignored, weighted, smoothed.</summary>
    internal static double Loss(double[] logits, int[] targets, int classes, float[] weights, double smoothing, int ignore)
    {
        double sum = 0, norm = 0;
        for (int r = 0; r < targets.Length; r++)
        {
            if (targets[r] == ignore)
                continue;
            double[] q = LogSoftmax(logits.AsSpan(r * classes, classes));
            for (int c = 0; c < classes; c++)
            {
                double share = smoothing / classes + (c == targets[r] ? 1 - smoothing : 0);
                sum -= share * (weights.Length == 0 ? 1 : weights[c]) * q[c];
            }

            norm += weights.Length == 0 ? 1 : weights[targets[r]];
        }

        return sum / norm;
    }
}
