namespace LstmGen.CompilerServices;

public static partial class LinearChainCrf
{
    /// <summary>The score of a path; checks everything that the loss is given.</summary>
    private static double Score(
        ReadOnlySpan<float> emissions, SequenceLayout layout, int length, ReadOnlySpan<int> tags, CrfWeights weights)
    {
        weights.Check(layout, length, emissions.Length);
        RowCheck.Same(tags.Length, length, nameof(tags));
        for (int t = 0; t < length; t++)
            RequireTag(tags, t, weights.Tags);

        double score = (double)weights.Start[tags[0]] + weights.End[tags[length - 1]];
        for (int t = 0; t < length; t++)
        {
            score += layout.Step(emissions, t)[tags[t]];
            if (t > 0)
                score += weights.Transitions[tags[t - 1] * weights.Tags + tags[t]];
        }

        return score;
    }

    private static void RequireTag(ReadOnlySpan<int> tags, int t, int count)
    {
        if ((uint)tags[t] >= (uint)count)
            throw new ArgumentOutOfRangeException(
                nameof(tags), tags[t], $"The tag of step {t} must lie in [0, {count}), or be {Open} for one that is not known.");
    }

    /// <summary>The forward sweep, and beta of the last step; returns logZ.</summary>
    private static double Begin(ReadOnlySpan<float> emissions, SequenceLayout layout, int length, CrfWeights weights, CrfScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        scratch.Prepare(length, weights);
        double logZ = CrfRecursion.Forward(emissions, layout, length, weights, scratch);
        for (int k = 0; k < weights.Tags; k++)
            scratch.Beta[k] = weights.End[k];
        return logZ;
    }

    /// <summary>exp(alpha_t + beta_t - logZ), from the sweep that has come to step <paramref name="t"/>.</summary>
    private static void Posterior(CrfScratch scratch, int t, double logZ)
    {
        ReadOnlySpan<double> alpha = scratch.AlphaAt(t);
        for (int k = 0; k < alpha.Length; k++)
            scratch.Posterior[k] = Math.Exp(alpha[k] + scratch.Beta[k] - logZ);
    }

    private static void AddScaled(ReadOnlySpan<double> values, float scale, Span<float> to)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] += (float)(scale * values[i]);
    }

    private static void Write(ReadOnlySpan<double> values, float scale, Span<float> row)
    {
        for (int i = 0; i < values.Length; i++)
            row[i] = (float)(scale * values[i]);
        row[values.Length..].Clear();
    }
}
