using LstmGen.Training;

namespace LstmGen.Samples;

/// <summary>
/// How much of the loss's gradient is left when it has flowed back to each step: the norm of dL/ds_t over all states s of the
/// network, as a share of that at the last step; a mean over sequences. From real backward passes.
/// </summary>
internal static class GradientFlow
{
    public static double[] OverTime(IRecurrentModel model, SequenceSet set, int sequences)
    {
        int steps = set.Length(0);
        var mean = new double[steps];
        for (int i = 0; i < sequences; i++)
        {
            double[][] states = [.. model.GradientNorms(set, i).Values];
            double[] norms = [.. Enumerable.Range(0, steps).Select(t => Math.Sqrt(states.Sum(norm => norm[t] * norm[t])))];
            for (int t = 0; t < steps; t++)
                mean[t] += norms[t] / norms[^1] / sequences;
        }

        return mean;
    }
}
