using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Connectionist temporal classification over the outputs of a head, row by row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CtcRows
{
    [ThreadStatic]
    private static CtcScratch? t_scratch;

    /// <summary>
    /// Loss of rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>) over the number of their labels, and the
    /// gradient with respect to the outputs, each times the weight of its row.
    /// </summary>
    public static void Loss(HeadWorkspace head, int blank, bool zeroInfinity, float scale, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(head);
        CtcScratch scratch = t_scratch ??= new CtcScratch();
        SequenceLayout layout = head.RowLayout;
        head.ClearRowLosses(rowBegin, rowEnd);
        for (int row = rowBegin; row < rowEnd; row++)
        {
            float weight = head.HasLossWeights ? head.LossWeights[row] : 1; // of 0: an infinite loss counts nothing either
            head.RowLosses[row] = weight * ConnectionistTemporal.Compute(
                head.Outputs.Span[(row * head.Stride)..], layout, head.Time.Lengths[row],
                head.ClassTargets.Slice(row * head.LabelStride, head.LabelLengths[row]), blank, zeroInfinity || weight == 0, weight * scale,
                head.OutputGradients.Span[(row * head.Stride)..], scratch);
        }
    }

    /// <summary>Best-path decoding: the likeliest symbol of each step, repeats merged, blanks dropped.</summary>
    /// <param name="head">The head.</param>
    /// <param name="blank">The blank's index.</param>
    /// <param name="labels">Receives the labels, [B, T]; -1 after a row's last.</param>
    /// <param name="counts">Receives the number of labels of each row, [B].</param>
    public static void DecodeGreedy(HeadWorkspace head, int blank, Span<int> labels, Span<int> counts)
    {
        Check(head, labels);
        head.RequireRoom(counts.Length, 1, nameof(counts));
        for (int row = 0; row < head.Time.Batch; row++)
            head.CallerRow(counts, 1, row)[0] = Greedy(head, blank, labels, row);
    }

    /// <summary>The same without the numbers of labels: -1 ends each row.</summary>
    public static void DecodeGreedy(HeadWorkspace head, int blank, Span<int> labels)
    {
        Check(head, labels);
        for (int row = 0; row < head.Time.Batch; row++)
            Greedy(head, blank, labels, row);
    }

    /// <summary>Prefix beam search; labels and counts as in <see cref="DecodeGreedy(HeadWorkspace, int, Span{int}, Span{int})"/>.</summary>
    public static void DecodeBeam(HeadWorkspace head, CtcBeamDecoder decoder, Span<int> labels, Span<int> counts)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        Check(head, labels);
        head.RequireRoom(counts.Length, 1, nameof(counts));
        for (int row = 0; row < head.Time.Batch; row++)
        {
            Span<int> own = head.CallerRow(labels, head.Time.Steps, row);
            head.CallerRow(counts, 1, row)[0] = Finish(own, decoder.Decode(
                head.Outputs.Span[(row * head.Stride)..], head.RowLayout, head.Time.Lengths[row], own));
        }
    }

    private static int Greedy(HeadWorkspace head, int blank, Span<int> labels, int row)
    {
        Span<int> own = head.CallerRow(labels, head.Time.Steps, row);
        return Finish(own, CtcGreedyDecoder.Decode(
            head.Outputs.Span[(row * head.Stride)..], head.RowLayout, head.Time.Lengths[row], blank, own));
    }

    private static void Check(HeadWorkspace head, Span<int> labels)
    {
        ArgumentNullException.ThrowIfNull(head);
        head.RequireRoom(labels.Length, head.Time.Steps, nameof(labels));
    }

    private static int Finish(Span<int> labels, CtcDecoding decoding)
    {
        labels[decoding.Length..].Fill(TagDecoding.None);
        return decoding.Length;
    }
}
