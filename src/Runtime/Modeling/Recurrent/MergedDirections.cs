using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Joins the two directions of a bidirectional layer into one value per unit.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MergedDirections
{
    /// <summary>
    /// Writes the sum, mean or product of both directions for rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>) at
    /// each step, and zero past a row's end. All sequences are [T, B, stride].
    /// </summary>
    public static void Merge(
        Merge merge, TimeLayout time, ReadOnlySpan<float> forward, ReadOnlySpan<float> reverse, int stride, Span<float> output,
        int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        for (int t = 0; t < time.Steps; t++)
        {
            int active = Math.Clamp(time.Active[t], rowBegin, rowEnd);
            int at = (t * time.Batch + rowBegin) * stride, count = (active - rowBegin) * stride;
            Join(merge, forward.Slice(at, count), reverse.Slice(at, count), output.Slice(at, count));
            output.Slice(at + count, (rowEnd - active) * stride).Clear();
        }
    }

    /// <summary>
    /// Joins the last step of the forward direction and step 0 of the reverse one, its last, into [B,
    /// <paramref name="lastStride"/>]: side by side, or to one value per unit.
    /// </summary>
    public static void MergeLast(
        Merge merge, TimeLayout time, ReadOnlySpan<float> forward, ReadOnlySpan<float> reverse, int stride,
        Span<float> last, int lastStride, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        for (int row = rowBegin; row < rowEnd; row++)
        {
            ReadOnlySpan<float> f = forward.Slice(((time.Lengths[row] - 1) * time.Batch + row) * stride, stride);
            ReadOnlySpan<float> r = reverse.Slice(row * stride, stride);
            Span<float> to = last.Slice(row * lastStride, lastStride);
            if (merge == LstmGen.Merge.Concatenate)
            {
                f.CopyTo(to);
                r.CopyTo(to[stride..]);
            }
            else
            {
                Join(merge, f, r, to);
            }
        }
    }

    /// <summary>Adds one direction's share of the gradient of what <see cref="MergeLast"/> wrote.</summary>
    /// <param name="merge">How the directions are joined.</param>
    /// <param name="time">Steps and rows.</param>
    /// <param name="lastGradient">[B, <paramref name="lastStride"/>].</param>
    /// <param name="lastStride">Values from one row to the next.</param>
    /// <param name="other">Store of the other direction's states, T + 1 slots.</param>
    /// <param name="stride">Values of a row of the direction.</param>
    /// <param name="reverse">Whether this direction is the reverse one.</param>
    /// <param name="gradient">Gradient of this direction's last state, [B, stride].</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void AddLastGradient(
        Merge merge, TimeLayout time, ReadOnlySpan<float> lastGradient, int lastStride, ReadOnlySpan<float> other, int stride, bool reverse,
        Span<float> gradient, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        for (int row = rowBegin; row < rowEnd; row++)
        {
            int channel = merge == LstmGen.Merge.Concatenate && reverse ? stride : 0;
            ReadOnlySpan<float> from = lastGradient.Slice(row * lastStride + channel, stride);
            Span<float> to = gradient.Slice(row * stride, stride);
            switch (merge)
            {
                case LstmGen.Merge.Average:
                    Elementwise.AddScaled(to, from, 0.5f);
                    break;
                case LstmGen.Merge.Multiply:
                    int slot = reverse ? time.Lengths[row] : 0;
                    Elementwise.MultiplyAdd(to, from, other.Slice((slot * time.Batch + row) * stride, stride));
                    break;
                default:
                    Elementwise.AddInPlace(to, from);
                    break;
            }
        }
    }

    private static void Join(Merge merge, ReadOnlySpan<float> forward, ReadOnlySpan<float> reverse, Span<float> output)
    {
        if (merge == LstmGen.Merge.Multiply)
        {
            Elementwise.Multiply(forward, reverse, output);
            return;
        }

        Elementwise.Add(forward, reverse, output);
        if (merge == LstmGen.Merge.Average)
            Elementwise.Scale(output, 0.5f);
    }
}
