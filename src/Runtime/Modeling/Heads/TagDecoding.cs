using System.ComponentModel;
using System.Numerics.Tensors;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>One tag per step from a head's outputs: batch-first [B, T], -1 past a row's end.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TagDecoding
{
    /// <summary>What stands past a row's end.</summary>
    public const int None = -1;

    /// <summary>The tag of the greatest output at each step; the lower one where they are equal.</summary>
    public static void Greatest(HeadWorkspace head, Span<int> tags)
    {
        ArgumentNullException.ThrowIfNull(head);
        TimeLayout time = head.Time;
        head.RequireRoom(tags.Length, time.Steps, nameof(tags));
        ReadOnlySpan<float> outputs = head.Outputs.Span;
        for (int row = 0; row < time.Batch; row++)
        {
            Span<int> own = head.CallerRow(tags, time.Steps, row);
            own.Fill(None);
            for (int t = 0; t < time.Lengths[row]; t++)
            {
                ReadOnlySpan<float> scores = outputs.Slice((t * time.Batch + row) * head.Stride, head.Info.Outputs);
                own[t] = TensorPrimitives.IndexOfMax(scores); // that of a NaN, where there is one
                if (float.IsNaN(scores[own[t]]))
                    throw NoTag(head, row, $" at step {t}");
            }
        }
    }

    /// <summary>The path of the highest score under a linear-chain CRF (Viterbi 1967).</summary>
    public static void Viterbi(HeadWorkspace head, CrfWeights weights, Span<int> tags)
    {
        ArgumentNullException.ThrowIfNull(head);
        TimeLayout time = head.Time;
        head.RequireRoom(tags.Length, time.Steps, nameof(tags));
        for (int row = 0; row < time.Batch; row++)
        {
            Span<int> own = head.CallerRow(tags, time.Steps, row);
            own.Fill(None);
            double score = LinearChainCrf.Decode(
                head.Outputs.Span[(row * head.Stride)..], head.RowLayout, time.Lengths[row], weights,
                own[..time.Lengths[row]], CrfRows.Scratch);
            if (double.IsNaN(score))
                throw NoTag(head, row, "");
        }
    }

    private static ArgumentException NoTag(HeadWorkspace head, int row, string where) =>
        new($"The scores of head '{head.Info.Name}' for sequence {head.CallerIndex(row)}{where} hold NaN, so that no tag is the likeliest. "
            + "Look for NaN or infinity in the input and in the weights; NonFinite.FirstIndex finds them.", nameof(head));
}
