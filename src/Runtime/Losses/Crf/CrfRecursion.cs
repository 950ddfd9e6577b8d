using System.Numerics.Tensors;

namespace LstmGen.CompilerServices;

/// <summary>
/// The forward and backward recursions of a linear-chain CRF (Lafferty et al. 2001; Sutton and McCallum 2012, section 4.1).
/// </summary>
/// <remarks>
/// A step needs K log-sums over K terms. They are taken as one product with exp(transitions - greatest), shifted by the
/// largest of the incoming scores: K exponentials instead of K^2. Where scores lie so far apart that such a sum is too
/// small to be trusted, that one log-sum is taken term by term, so that the result is the exact one at any scores.
/// </remarks>
internal static class CrfRecursion
{
    /// <summary>Below this a sum may have lost terms that matter; above it what has underflowed is below 1e-100 of it.</summary>
    internal const double Trusted = 1e-200;

    /// <summary>log alpha of all steps; returns the log of the sum over all paths of exp(score).</summary>
    internal static double Forward(ReadOnlySpan<float> emissions, SequenceLayout layout, int length, CrfWeights weights, CrfScratch scratch)
    {
        Span<double> alpha = scratch.AlphaAt(0);
        ReadOnlySpan<float> x = layout.Step(emissions, 0);
        for (int j = 0; j < alpha.Length; j++)
            alpha[j] = (double)weights.Start[j] + x[j];

        for (int t = 1; t < length; t++)
            Advance(scratch.AlphaAt(t - 1), layout.Step(emissions, t), weights, scratch, scratch.AlphaAt(t));

        alpha = scratch.AlphaAt(length - 1);
        Span<double> last = scratch.Left.AsSpan(0, alpha.Length);
        for (int j = 0; j < last.Length; j++)
            last[j] = alpha[j] + weights.End[j];
        return LogSum.Of(last);
    }

    /// <summary>alpha_t(j) = x_t(j) + log sum_i exp(alpha_{t-1}(i) + T(i, j)).</summary>
    private static void Advance(
        ReadOnlySpan<double> before, ReadOnlySpan<float> x, CrfWeights weights, CrfScratch scratch, Span<double> alpha)
    {
        int tags = alpha.Length;
        double shift = Shifted(before, scratch.Left);
        alpha.Clear();
        for (int i = 0; i < tags; i++)
            TensorPrimitives.MultiplyAdd(scratch.Factors.AsSpan(i * tags, tags), scratch.Left[i], alpha, alpha);
        for (int j = 0; j < tags; j++)
        {
            if (alpha[j] >= Trusted)
            {
                alpha[j] = x[j] + shift + scratch.Greatest + Math.Log(alpha[j]);
                continue;
            }

            for (int i = 0; i < tags; i++)
                scratch.Right[i] = before[i] + weights.Transitions[i * tags + j];
            alpha[j] = x[j] + LogSum.Of(scratch.Right.AsSpan(0, tags));
        }
    }

    /// <summary>
    /// beta_{t-1}(i) = log sum_j exp(T(i, j) + x_t(j) + beta_t(j)), from <see cref="CrfScratch.Beta"/> of step t in place;
    /// leaves x_t + beta_t in <see cref="CrfScratch.Ahead"/>.
    /// </summary>
    internal static void Retreat(ReadOnlySpan<float> x, CrfWeights weights, CrfScratch scratch)
    {
        int tags = scratch.Tags;
        Span<double> ahead = scratch.Ahead.AsSpan(0, tags), beta = scratch.Beta.AsSpan(0, tags), right = scratch.Right.AsSpan(0, tags);
        for (int j = 0; j < tags; j++)
            ahead[j] = x[j] + beta[j];
        double shift = Shifted(ahead, right);
        for (int i = 0; i < tags; i++)
        {
            double sum = TensorPrimitives.Dot<double>(scratch.Factors.AsSpan(i * tags, tags), right);
            beta[i] = sum >= Trusted
                ? shift + scratch.Greatest + Math.Log(sum)
                : TermByTerm(weights.Transitions.Slice(i * tags, tags), ahead, scratch.Left.AsSpan(0, tags));
        }
    }

    private static double TermByTerm(ReadOnlySpan<float> transitions, ReadOnlySpan<double> ahead, Span<double> terms)
    {
        for (int j = 0; j < terms.Length; j++)
            terms[j] = transitions[j] + ahead[j];
        return LogSum.Of(terms);
    }

    /// <summary>exp(x - max x); returns the maximum, or 0 where nothing is possible.</summary>
    internal static double Shifted(ReadOnlySpan<double> x, Span<double> result)
    {
        double max = TensorPrimitives.Max(x);
        if (double.IsNegativeInfinity(max))
            max = 0;
        for (int i = 0; i < x.Length; i++)
            result[i] = Math.Exp(x[i] - max);
        return max;
    }
}
