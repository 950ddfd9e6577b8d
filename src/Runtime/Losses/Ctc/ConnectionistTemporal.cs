using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>
/// Connectionist temporal classification: the negative log-probability of a labelling, summed over all its alignments
/// (Graves et al. 2006; <c>nn.CTCLoss</c> after <c>log_softmax</c>).
/// </summary>
/// <remarks>
/// <para>
/// With p_t = softmax(x_t) and posterior P_t(c) = the probability that an alignment of the target has symbol c at step t,
/// </para>
/// <para>l = -log sum over alignments of prod_t p_t, divided by max(1, L) for a target of L labels,</para>
/// <para>dl/dx_t(c) = (p_t(c) - P_t(c)) / max(1, L); steps at and beyond the sequence's length have gradient 0.</para>
/// <para>
/// <c>reduction='mean'</c> of PyTorch is this loss averaged over the batch, so scale = loss weight / batch size. Rows that
/// <c>zeroInfinity</c> sets to 0 still count in the batch size. Source:
/// https://docs.pytorch.org/docs/stable/generated/torch.nn.CTCLoss.html
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConnectionistTemporal
{
    /// <summary>Loss and gradient of one sequence.</summary>
    /// <param name="logits">Logits x, from the sequence's first value on.</param>
    /// <param name="layout">Where the steps lie; its width is the number of symbols, the blank included.</param>
    /// <param name="length">Valid steps of the sequence, in [0, steps].</param>
    /// <param name="target">Labels, without blanks; may be empty.</param>
    /// <param name="blank">The blank's index.</param>
    /// <param name="zeroInfinity">Whether a target that no alignment of <paramref name="length"/> steps can produce counts 0.</param>
    /// <param name="scale">Factor of the gradient: loss weight / batch size.</param>
    /// <param name="gradient">
    /// Receives scale * dl/dx in the same layout, for all steps and with padding columns 0; only this sequence's values
    /// are written. Empty: no gradient. Must not overlap <paramref name="logits"/>.
    /// </param>
    /// <param name="scratch">Working memory.</param>
    /// <returns>
    /// The unscaled loss, divided by max(1, number of labels). For an infeasible target: 0 with gradient 0 where
    /// <paramref name="zeroInfinity"/>, else positive infinity with gradient NaN at the valid steps, as in PyTorch.
    /// </returns>
    /// <exception cref="ArgumentException">A span, length or label does not fit, or the spans overlap.</exception>
    public static double Compute(ReadOnlySpan<float> logits, SequenceLayout layout, int length, ReadOnlySpan<int> target,
        int blank, bool zeroInfinity, float scale, Span<float> gradient, CtcScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        layout.Check(logits.Length, nameof(logits));
        layout.CheckSteps(length, 0, nameof(length));
        CheckTarget(target, layout.Width, blank);
        if (!gradient.IsEmpty)
        {
            layout.Check(gradient.Length, nameof(gradient));
            if (gradient.Overlaps(logits))
                throw new ArgumentException("The gradient must not overlap the logits; pass a buffer of its own.", nameof(gradient));
        }

        scratch.Prepare(length, layout.Width, target);
        double likelihood = CtcLattice.Forward(logits, layout, length, target, blank, gradient, scratch);
        bool zero = zeroInfinity && double.IsNegativeInfinity(likelihood);
        int labels = Math.Max(1, target.Length);
        if (!gradient.IsEmpty)
        {
            if (zero || !double.IsFinite(likelihood))
                Fill(gradient, layout, length, zero ? 0f : float.NaN);
            else
                CtcLattice.Backward(logits, layout, length, target, blank, likelihood, (double)scale / labels, gradient, scratch);
            for (int t = length; t < layout.Steps; t++)
                layout.Padded(gradient, t).Clear();
        }

        return zero ? 0 : -likelihood / labels;
    }

    private static void Fill(Span<float> gradient, SequenceLayout layout, int length, float value)
    {
        for (int t = 0; t < length; t++)
        {
            Span<float> row = layout.Padded(gradient, t);
            row[..layout.Width].Fill(value);
            row[layout.Width..].Clear();
        }
    }

    private static void CheckTarget(ReadOnlySpan<int> target, int symbols, int blank)
    {
        if ((uint)blank >= (uint)symbols)
            throw new ArgumentOutOfRangeException(nameof(blank), blank, $"The blank must be a symbol in [0, {symbols}).");
        for (int i = 0; i < target.Length; i++)
        {
            if ((uint)target[i] >= (uint)symbols || target[i] == blank)
            {
                throw new ArgumentOutOfRangeException(nameof(target), target[i],
                    $"Label {i} of the target must be a symbol in [0, {symbols}) other than the blank {blank}.");
            }
        }
    }
}
