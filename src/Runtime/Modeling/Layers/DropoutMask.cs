using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Inverted dropout (Srivastava et al. 2014): kept values are scaled by 1 / (1 - rate) while training.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DropoutMask
{
    /// <summary>
    /// Multiplies rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>) of a sequence by their mask; copies them
    /// where dropout does not act. The mask of a value depends on the workspace's seed and step, the stream, the
    /// caller's row, the step and the channel, so it can be drawn again in the backward pass, and does not depend on
    /// how rows are sorted or shared out.
    /// </summary>
    /// <param name="workspace">Gives seed, step and row order.</param>
    /// <param name="time">Steps and rows.</param>
    /// <param name="rate">Probability of dropping a value.</param>
    /// <param name="stream">Number that tells this mask from others of the model.</param>
    /// <param name="shared">Whether all steps of a row have the same mask.</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="source">[T, B, stride].</param>
    /// <param name="destination">[T, B, stride].</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    /// <param name="from">First step.</param>
    /// <param name="to">Step after the last; beyond the sequence: its end.</param>
    public static void Apply(
        ModelWorkspace workspace, TimeLayout time, float rate, uint stream, bool shared, int stride,
        ReadOnlySpan<float> source, Span<float> destination, int rowBegin, int rowEnd, int from = 0, int to = int.MaxValue)
    {
        int batch = time.Batch, count = (rowEnd - rowBegin) * stride, end = Math.Min(to, time.Steps);
        for (int t = from; t < end; t++)
        {
            int first = (t * batch + rowBegin) * stride;
            if (!workspace.Dropout)
            {
                source.Slice(first, count).CopyTo(destination[first..]);
                continue;
            }

            for (int row = rowBegin; row < rowEnd; row++)
            {
                int at = (t * batch + row) * stride;
                long position = workspace.MaskStep(time, row, shared ? 0 : workspace.StepInWhole(t));
                ApplyRow(workspace, rate, stream, position * stride, source.Slice(at, stride), destination.Slice(at, stride));
            }
        }
    }

    /// <summary>
    /// Multiplies last states, [B, stride], by the mask that <see cref="Apply"/> gives the row's last step; copies them where
    /// dropout does not act.
    /// </summary>
    public static void ApplyLast(
        ModelWorkspace workspace, TimeLayout time, float rate, uint stream, bool shared, int stride,
        ReadOnlySpan<float> source, Span<float> destination, int rowBegin, int rowEnd)
    {
        for (int row = rowBegin; row < rowEnd; row++)
        {
            ReadOnlySpan<float> from = source.Slice(row * stride, stride);
            Span<float> to = destination.Slice(row * stride, stride);
            long position = workspace.MaskStep(time, row, shared ? 0 : workspace.StepInWhole(time.Lengths[row] - 1));
            if (workspace.Dropout)
                ApplyRow(workspace, rate, stream, position * stride, from, to);
            else
                from.CopyTo(to);
        }
    }

    /// <summary>Multiplies rows of [B, stride] by their mask in place, where dropout acts.</summary>
    public static void ApplyRows(ModelWorkspace workspace, float rate, uint stream, int stride, Span<float> rows, int rowBegin, int rowEnd)
    {
        if (!workspace.Dropout)
            return;
        for (int row = rowBegin; row < rowEnd; row++)
        {
            Span<float> values = rows.Slice(row * stride, stride);
            ApplyRow(workspace, rate, stream, workspace.MaskRow(row) * stride, values, values);
        }
    }

    private static void ApplyRow(
        ModelWorkspace workspace, float rate, uint stream, long position, ReadOnlySpan<float> source, Span<float> destination)
    {
        Span<float> mask = stackalloc float[Chunk];
        for (int begin = 0; begin < source.Length; begin += Chunk)
        {
            int count = Math.Min(Chunk, source.Length - begin);
            CounterRandom.DropoutMask(mask[..count], rate, workspace.Seed, workspace.Step, stream, position + begin);
            Elementwise.Multiply(mask[..count], source.Slice(begin, count), destination.Slice(begin, count));
        }
    }

    private const int Chunk = 256;
}
