using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>
/// Linear-chain conditional random field over the tags of a sequence (Lafferty et al. 2001; as the pytorch-crf package).
/// </summary>
/// <remarks>
/// <para>A path y_1 ... y_T has the score start(y_1) + sum_t x_t(y_t) + sum_t T(y_{t-1}, y_t) + end(y_T).</para>
/// <para>l = log sum over all paths of exp(score) - score of the given path.</para>
/// <para>
/// A step may be left open (<see cref="Open"/>): its tag is not known. Then the second term is the log sum over all paths that have the
/// tags given (Tsuboi et al. 2008, "Training Conditional Random Fields Using Incomplete Annotations"), and what is given in the gradient is
/// expected under these.
/// </para>
/// <para>
/// dl/dx_t(k) = P(y_t = k) - [k given at t]; dl/dT(i, j) = expected - given uses of i followed by j; start and end alike.
/// Sums are held in double as logarithms. The mean over sequences is the caller's scale: loss weight / sequences.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class LinearChainCrf
{
    /// <summary>The tag of a step whose tag is not known.</summary>
    public const int Open = -100;

    /// <summary>Negative log-likelihood of one sequence's tags, and its gradients.</summary>
    /// <param name="emissions">Scores x of each tag at each step, from the sequence's first value on.</param>
    /// <param name="layout">Where the steps lie; its width must be the number of tags.</param>
    /// <param name="length">Valid steps of the sequence, in [1, steps].</param>
    /// <param name="tags">The tag of each valid step, or <see cref="Open"/>, [length].</param>
    /// <param name="weights">The CRF's parameters.</param>
    /// <param name="scale">Factor of all gradients.</param>
    /// <param name="emissionGradient">
    /// Receives (assigned) scale * dl/dx in the emissions' layout, for all steps: 0 beyond the length and in padding
    /// columns; only this sequence's values are written. May be the memory of <paramref name="emissions"/>.
    /// </param>
    /// <param name="gradients">Accumulates (+=) scale times the gradients of the parameters.</param>
    /// <param name="scratch">Working memory.</param>
    /// <returns>The unscaled loss l.</returns>
    /// <exception cref="ArgumentException">A span, length or tag does not fit.</exception>
    public static double Compute(ReadOnlySpan<float> emissions, SequenceLayout layout, int length, ReadOnlySpan<int> tags,
        CrfWeights weights, float scale, Span<float> emissionGradient, CrfGradients gradients, CrfScratch scratch)
    {
        layout.Check(emissionGradient.Length, nameof(emissionGradient));
        RowCheck.Same(gradients.Start.Length, weights.Tags, nameof(gradients));
        if (tags.Contains(Open))
            return ComputeOpen(emissions, layout, length, tags, weights, scale, emissionGradient, gradients, scratch);
        double score = Score(emissions, layout, length, tags, weights);
        return Sweep(emissions, layout, length, tags, weights, scale, emissionGradient, gradients, scratch) - score;
    }

    // logZ; the gradients are those of logZ less the uses of the path, which may be empty.
    private static double Sweep(ReadOnlySpan<float> emissions, SequenceLayout layout, int length, ReadOnlySpan<int> path,
        CrfWeights weights, float scale, Span<float> emissionGradient, CrfGradients gradients, CrfScratch scratch)
    {
        double logZ = Begin(emissions, layout, length, weights, scratch);
        bool given = !path.IsEmpty;
        int count = weights.Tags;
        Span<double> posterior = scratch.Posterior.AsSpan(0, count);
        for (int t = layout.Steps - 1; t >= length; t--)
            layout.Padded(emissionGradient, t).Clear();
        for (int t = length - 1; t >= 0; t--)
        {
            Posterior(scratch, t, logZ);
            if (given)
                posterior[path[t]] -= 1;
            if (t == length - 1)
                AddScaled(posterior, scale, gradients.End);
            if (t == 0)
                AddScaled(posterior, scale, gradients.Start);
            if (t > 0)
            {
                CrfRecursion.Retreat(layout.Step(emissions, t), weights, scratch);
                CrfExpectation.AddPairs(scratch.AlphaAt(t - 1), logZ, weights, scratch);
                if (given)
                    scratch.Expected[path[t - 1] * count + path[t]] -= 1;
            }

            // Last, because it may overwrite the step's emissions.
            Write(posterior, scale, layout.Padded(emissionGradient, t));
        }

        CrfExpectation.Finish(scratch);
        AddScaled(scratch.Expected.AsSpan(0, count * count), scale, gradients.Transitions);
        return logZ;
    }

    /// <summary>Negative log-likelihood of one sequence's tags, without gradients.</summary>
    /// <inheritdoc cref="Compute"/>
    public static double NegativeLogLikelihood(ReadOnlySpan<float> emissions, SequenceLayout layout, int length,
        ReadOnlySpan<int> tags, CrfWeights weights, CrfScratch scratch)
    {
        double given = tags.Contains(Open)
            ? Begin(Given(emissions, layout, length, tags, weights, scratch), GivenLayout(length, weights), length, weights, scratch)
            : Score(emissions, layout, length, tags, weights);
        return Begin(emissions, layout, length, weights, scratch) - given;
    }

    /// <summary>P(y_t = k) of each tag k at each step t.</summary>
    /// <param name="emissions">Scores of each tag at each step, from the sequence's first value on.</param>
    /// <param name="layout">Where the steps lie; its width must be the number of tags.</param>
    /// <param name="length">Valid steps of the sequence, in [1, steps].</param>
    /// <param name="weights">The CRF's parameters.</param>
    /// <param name="marginals">
    /// Receives the probabilities in the emissions' layout; 0 beyond the length and in padding columns. May be the memory
    /// of <paramref name="emissions"/>.
    /// </param>
    /// <param name="scratch">Working memory.</param>
    /// <exception cref="ArgumentException">A span or length does not fit.</exception>
    public static void Marginals(ReadOnlySpan<float> emissions, SequenceLayout layout, int length, CrfWeights weights,
        Span<float> marginals, CrfScratch scratch)
    {
        weights.Check(layout, length, emissions.Length);
        layout.Check(marginals.Length, nameof(marginals));
        double logZ = Begin(emissions, layout, length, weights, scratch);
        for (int t = layout.Steps - 1; t >= length; t--)
            layout.Padded(marginals, t).Clear();
        for (int t = length - 1; t >= 0; t--)
        {
            Posterior(scratch, t, logZ);
            if (t > 0)
                CrfRecursion.Retreat(layout.Step(emissions, t), weights, scratch);
            Write(scratch.Posterior.AsSpan(0, weights.Tags), 1f, layout.Padded(marginals, t));
        }
    }
}
