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
                own[t] = TensorPrimitives.IndexOfMax(outputs.Slice((t * time.Batch + row) * head.Stride, head.Info.Outputs));
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
            LinearChainCrf.Decode(
                head.Outputs.Span[(row * head.Stride)..], head.RowLayout, time.Lengths[row], weights,
                own[..time.Lengths[row]], CrfRows.Scratch);
        }
    }
}
