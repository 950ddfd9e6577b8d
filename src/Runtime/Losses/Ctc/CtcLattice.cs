using System.Numerics.Tensors;

namespace LstmGen.CompilerServices;

/// <summary>The two sweeps of CTC over one sequence's lattice of steps and states.</summary>
internal static class CtcLattice
{
    private const int First = CtcScratch.Margin;

    /// <summary>
    /// Fills log alpha and the softmax norms, leaves exp(x - max) in <paramref name="gradient"/> unless it is empty, and
    /// returns the log-likelihood of the target.
    /// </summary>
    internal static double Forward(ReadOnlySpan<float> logits, SequenceLayout layout, int length, ReadOnlySpan<int> target,
        int blank, Span<float> gradient, CtcScratch scratch)
    {
        if (length == 0)
            return target.IsEmpty ? 0 : double.NegativeInfinity;

        int last = 2 * target.Length;
        for (int t = 0; t < length; t++)
        {
            ReadOnlySpan<float> x = layout.Step(logits, t);
            scratch.Max[t] = ExponentialRow.Max(x);
            Span<float> exponentials = gradient.IsEmpty ? default : layout.Padded(gradient, t)[..layout.Width];
            scratch.LogNorm[t] = scratch.Max[t] + Math.Log(ExponentialRow.Exponentials(x, scratch.Max[t], exponentials));
            Emit(x, scratch.LogNorm[t], target, blank, scratch.Emission);

            Span<double> alpha = scratch.AlphaAt(t);
            alpha.Fill(double.NegativeInfinity);
            if (t > 0)
            {
                CtcRecursion.Forward(scratch, scratch.AlphaAt(t - 1), alpha, CtcRecursion.Band(t, length, last + 1));
                continue;
            }

            alpha[First] = scratch.Emission[First];
            if (!target.IsEmpty)
                alpha[First + 1] = scratch.Emission[First + 1];
        }

        ReadOnlySpan<double> end = scratch.AlphaAt(length - 1)[First..];
        return target.IsEmpty ? end[0] : LogSum.Of(end[last], end[last - 1]);
    }

    /// <summary>Turns exp(x - max) in <paramref name="gradient"/> into scale * (p - posterior).</summary>
    internal static void Backward(ReadOnlySpan<float> logits, SequenceLayout layout, int length, ReadOnlySpan<int> target,
        int blank, double likelihood, double scale, Span<float> gradient, CtcScratch scratch)
    {
        int states = 2 * target.Length + 1;
        Span<double> beta = scratch.Beta.AsSpan(First, states), ahead = scratch.Ahead.AsSpan(First, states);
        ReadOnlySpan<double> emission = scratch.Emission.AsSpan(First, states);
        for (int t = length - 1; t >= 0; t--)
        {
            (int From, int To) band = CtcRecursion.Band(t, length, states);
            if (t == length - 1)
            {
                beta[states - 1] = 0;
                if (states > 1)
                    beta[states - 2] = 0;
            }
            else
            {
                CtcRecursion.Backward(scratch, band);
            }

            Span<float> row = layout.Padded(gradient, t);
            row[layout.Width..].Clear();
            row = row[..layout.Width];
            double p = Math.Exp(scratch.Max[t] - scratch.LogNorm[t]); // exp(x - max) * p = softmax
            TensorPrimitives.Multiply(row, (float)(scale * p), row);

            // exp(alpha + beta - likelihood) of each state, in place of alpha; beta is stale beyond the band
            Span<double> posterior = scratch.AlphaAt(t)[(First + band.From)..(First + band.To)];
            TensorPrimitives.Add(posterior, beta[band.From..band.To], posterior);
            TensorPrimitives.Subtract(posterior, likelihood, posterior);
            TensorPrimitives.Exp(posterior, posterior);
            ReadOnlySpan<float> x = layout.Step(logits, t);
            Subtract(row, posterior, band.From, x, scratch.LogNorm[t], target, blank, scale, scratch.Differences);

            Emit(x, scratch.LogNorm[t], target, blank, scratch.Emission);
            TensorPrimitives.Add(beta, emission, ahead);
        }
    }

    /// <summary>
    /// row(c) = scale * (p(c) - posterior(c)) for the symbols that the states in the band have. The nearer a model is to its
    /// target the more of the two cancels, so they are subtracted in double.
    /// </summary>
    private static void Subtract(Span<float> row, ReadOnlySpan<double> posterior, int first, ReadOnlySpan<float> x, double logNorm,
        ReadOnlySpan<int> target, int blank, double scale, double[] differences)
    {
        differences[blank] = Math.Exp(x[blank] - logNorm);
        for (int s = first | 1; s < first + posterior.Length; s += 2)
        {
            int symbol = target[s >> 1];
            differences[symbol] = Math.Exp(x[symbol] - logNorm);
        }

        for (int i = 0; i < posterior.Length; i++)
        {
            int s = first + i;
            differences[(s & 1) == 0 ? blank : target[s >> 1]] -= posterior[i];
        }

        row[blank] = (float)(scale * differences[blank]);
        for (int s = first | 1; s < first + posterior.Length; s += 2)
            row[target[s >> 1]] = (float)(scale * differences[target[s >> 1]]);
    }

    private static void Emit(ReadOnlySpan<float> x, double logNorm, ReadOnlySpan<int> target, int blank, double[] emission)
    {
        double blankEmission = x[blank] - logNorm;
        emission[First] = blankEmission;
        for (int label = 0; label < target.Length; label++)
        {
            emission[First + 2 * label + 1] = x[target[label]] - logNorm;
            emission[First + 2 * label + 2] = blankEmission;
        }
    }
}
