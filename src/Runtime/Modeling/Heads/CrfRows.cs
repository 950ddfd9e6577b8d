using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>A linear-chain CRF over the outputs of a head, row by row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CrfRows
{
    [ThreadStatic]
    private static CrfScratch? t_scratch;

    [ThreadStatic]
    private static int[]? t_tags;

    internal static CrfScratch Scratch => t_scratch ??= new CrfScratch();

    /// <summary>
    /// Negative log-likelihood of the tags (<see cref="LinearChainCrf.Open"/> for one not known) of rows [<paramref name="rowBegin"/>,
    /// <paramref name="rowEnd"/>), its gradient with respect to the outputs, and, row by row, with respect to the CRF's parameters.
    /// </summary>
    /// <param name="head">Outputs and targets.</param>
    /// <param name="weights">The CRF's parameters.</param>
    /// <param name="scale">Factor of the gradients, beside the weight of a row.</param>
    /// <param name="parameterGradients">Receives each row's gradients of transitions, start and end, [B, K K + 2 K].</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Loss(
        HeadWorkspace head, CrfWeights weights, float scale, Span<float> parameterGradients, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(head);
        TimeLayout time = head.Time;
        int tags = weights.Tags, square = tags * tags, block = square + 2 * tags;
        SequenceLayout layout = head.RowLayout;
        head.ClearRowLosses(rowBegin, rowEnd);
        for (int row = rowBegin; row < rowEnd; row++)
        {
            Span<float> own = parameterGradients.Slice(row * block, block);
            own.Clear();
            ReadOnlySpan<int> path = GatherTags(head, row);
            float weight = head.HasLossWeights ? head.LossWeights[row] : 1;
            head.RowLosses[row] = weight * LinearChainCrf.Compute(
                head.Outputs.Span[(row * head.Stride)..], layout, time.Lengths[row], path, weights, weight * scale,
                head.OutputGradients.Span[(row * head.Stride)..],
                new CrfGradients(own[..square], own.Slice(square, tags), own.Slice(square + tags, tags)), Scratch);
        }
    }

    /// <summary>
    /// Adds the rows' gradients in the order of rows; part <paramref name="part"/> of <paramref name="parts"/> takes its
    /// share of the parameters.
    /// </summary>
    /// <param name="head">The head; nothing is added where its gradient is the caller's own.</param>
    /// <param name="rowGradients">[B, K K + 2 K].</param>
    /// <param name="gradients">[K K + 2 K]: transitions, start, end.</param>
    /// <param name="part">Part.</param>
    /// <param name="parts">Number of parts.</param>
    public static void AddGradients(HeadWorkspace head, ReadOnlySpan<float> rowGradients, Span<float> gradients, int part, int parts)
    {
        ArgumentNullException.ThrowIfNull(head);
        if (head.HasOwnGradients)
            return;
        int begin = (int)((long)gradients.Length * part / parts), end = (int)((long)gradients.Length * (part + 1) / parts);
        for (int row = head.Time.SumBegin; row < head.Time.SumEnd; row++)
            Elementwise.AddInPlace(gradients[begin..end], rowGradients.Slice(row * gradients.Length + begin, end - begin));
    }

    // A row's tags lie a batch apart.
    private static ReadOnlySpan<int> GatherTags(HeadWorkspace head, int row)
    {
        int length = head.Time.Lengths[row];
        if (t_tags is null || t_tags.Length < length)
            t_tags = new int[length];
        ReadOnlySpan<int> targets = head.ClassTargets;
        for (int t = 0; t < length; t++)
            t_tags[t] = targets[t * head.Time.Batch + row];
        return t_tags.AsSpan(0, length);
    }
}
