using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Joins the two directions of a bidirectional layer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Directions
{
    /// <summary>
    /// y_t = [forward, reverse] of rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>), and zero past a row's end.
    /// </summary>
    /// <param name="time">The layer's steps.</param>
    /// <param name="forward">h of the forward direction, [T + 1, B, stride], after step t in slot t + 1.</param>
    /// <param name="reverse">h of the reverse direction, [T + 1, B, stride], after step t in slot t.</param>
    /// <param name="stride">Floats of a row's h.</param>
    /// <param name="output">y, [T, B, 2 stride].</param>
    /// <param name="rowBegin">The first row.</param>
    /// <param name="rowEnd">Behind the last row.</param>
    public static void Concatenate(
        TimeLayout time, AlignedBuffer forward, AlignedBuffer reverse, int stride, AlignedBuffer output, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(reverse);
        ArgumentNullException.ThrowIfNull(output);
        ReadOnlySpan<float> first = forward.Span[(time.Batch * stride)..], second = reverse.Span;
        Span<float> y = output.Span;
        for (int t = 0; t < time.Steps; t++)
        {
            int active = Math.Clamp(time.Active[t], rowBegin, rowEnd);
            for (int row = rowBegin; row < active; row++)
            {
                int at = (t * time.Batch + row) * stride;
                first.Slice(at, stride).CopyTo(y[(2 * at)..]);
                second.Slice(at, stride).CopyTo(y[(2 * at + stride)..]);
            }

            y.Slice((t * time.Batch + active) * 2 * stride, (rowEnd - active) * 2 * stride).Clear();
        }
    }
}
