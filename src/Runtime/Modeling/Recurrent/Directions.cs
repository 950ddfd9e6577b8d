using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Joins the two directions of a bidirectional layer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Directions
{
    /// <summary>
    /// Writes [forward, reverse] of rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>) at each step, and zero
    /// past a row's end. Inputs are [T, B, stride], the output [T, B, 2 stride].
    /// </summary>
    public static void Concatenate(
        TimeLayout time, ReadOnlySpan<float> forward, ReadOnlySpan<float> reverse, int stride, Span<float> output, int rowBegin, int rowEnd)
    {
        for (int t = 0; t < time.Steps; t++)
        {
            int active = Math.Clamp(time.Active[t], rowBegin, rowEnd);
            for (int row = rowBegin; row < active; row++)
            {
                int at = (t * time.Batch + row) * stride;
                forward.Slice(at, stride).CopyTo(output[(2 * at)..]);
                reverse.Slice(at, stride).CopyTo(output[(2 * at + stride)..]);
            }

            output.Slice((t * time.Batch + active) * 2 * stride, (rowEnd - active) * 2 * stride).Clear();
        }
    }
}
