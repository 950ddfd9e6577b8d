using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Dropout with one mask per row for all steps (Gal and Ghahramani 2016, arXiv:1512.05287).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowMask
{
    /// <summary>
    /// Draws the masks of rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>): 0 with probability
    /// <paramref name="rate"/>, else 1 / (1 - rate). Channel c of the caller's row r has index r * stride + c of the stream, so
    /// a mask does not depend on how rows are sorted or shared out.
    /// </summary>
    /// <param name="workspace">Gives seed, step and row order.</param>
    /// <param name="rate">Probability of dropping a value.</param>
    /// <param name="stream">Number that tells this mask from others of the model.</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="mask">[B, stride].</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Draw(ModelWorkspace workspace, float rate, uint stream, int stride, Span<float> mask, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        for (int row = rowBegin; row < rowEnd; row++)
        {
            CounterRandom.DropoutMask(
                mask.Slice(row * stride, stride), rate, workspace.Seed, workspace.Step, stream, workspace.MaskRow(row) * stride);
        }
    }

    /// <summary>destination_t = source_t * mask at each step; sequences are [T, B, stride].</summary>
    public static void Multiply(
        TimeLayout time, ReadOnlySpan<float> source, ReadOnlySpan<float> mask, int stride, Span<float> destination, int rowBegin,
        int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        int count = (rowEnd - rowBegin) * stride;
        for (int t = 0; t < time.Steps; t++)
        {
            int first = (t * time.Batch + rowBegin) * stride;
            Elementwise.Multiply(source.Slice(first, count), mask.Slice(rowBegin * stride, count), destination.Slice(first, count));
        }
    }

    /// <summary>to = mask * from, or to += mask * from, for the first <paramref name="count"/> values.</summary>
    public static void Apply(ReadOnlySpan<float> mask, ReadOnlySpan<float> from, Span<float> to, int count, bool accumulate)
    {
        if (accumulate)
            Elementwise.MultiplyAdd(to[..count], mask[..count], from[..count]);
        else
            Elementwise.Multiply(mask[..count], from[..count], to[..count]);
    }
}
