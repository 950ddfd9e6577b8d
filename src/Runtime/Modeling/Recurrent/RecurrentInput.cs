using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>The products of a recurrent layer with its input that do not wait for the step before: of a range of steps at once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RecurrentInput
{
    /// <summary>gates = x W_ih^T + b, of rows [rowBegin, rowEnd) at steps [begin, end), row after row.</summary>
    /// <param name="time">The layer's steps.</param>
    /// <param name="weights">W_ih transposed, first of all rows of this matrix.</param>
    /// <param name="bias">b, as wide as a row of gates.</param>
    /// <param name="x">The input, [T, B, <paramref name="stride"/>].</param>
    /// <param name="stride">Values from one row of x to the next.</param>
    /// <param name="inner">Values of a row of x that are multiplied.</param>
    /// <param name="gates">The result, [T, B, <paramref name="gateStride"/>].</param>
    /// <param name="gateStride">Values from one row of gates to the next.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    /// <param name="begin">First step.</param>
    /// <param name="end">Step after the last.</param>
    public static void Multiply(
        TimeLayout time, PackedMatrix weights, AlignedBuffer bias, ReadOnlySpan<float> x, int stride, int inner, AlignedBuffer gates,
        int gateStride,
        int rowBegin, int rowEnd, int begin, int end)
    {
        int batch = time.Batch;
        for (int row = rowBegin; row < rowEnd; row++)
        {
            int from = begin * batch + row, steps = Math.Min(time.Lengths[row], end) - begin;
            if (steps > 0)
            {
                PanelGemm.Multiply(
                    weights, 0, weights.Columns.Panels, steps, bias.Span, x[(from * stride)..], batch * stride, inner, default, 0, 0,
                    gates.Span[(from * gateStride)..], batch * gateStride);
            }
        }
    }

    /// <summary>dx = da W_ih, or dx += da W_ih, of rows [rowBegin, rowEnd) at steps [begin, end).</summary>
    /// <param name="workspace">Says whether the rows are so few that each takes all its steps at once.</param>
    /// <param name="time">The layer's steps.</param>
    /// <param name="weights">W_ih, packed for the way back.</param>
    /// <param name="gates">da, the gradients of the pre-activations, [T, B, <paramref name="gateStride"/>].</param>
    /// <param name="gateStride">Values from one row of gates to the next.</param>
    /// <param name="gradient">dx, [T, B, <paramref name="stride"/>].</param>
    /// <param name="stride">Values from one row of x to the next.</param>
    /// <param name="accumulate">Whether to add.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    /// <param name="begin">First step.</param>
    /// <param name="end">Step after the last.</param>
    public static void MultiplyBack(
        ModelWorkspace workspace, TimeLayout time, PackedMatrix weights, AlignedBuffer gates, int gateStride, AlignedBuffer gradient,
        int stride,
        bool accumulate, int rowBegin, int rowEnd, int begin, int end)
    {
        int batch = time.Batch;
        ReadOnlySpan<float> da = gates.Span;
        Span<float> dx = gradient.Span;
        if (time.Ragged && !accumulate)
            RecurrentState.ClearEnded(time, dx, stride, rowBegin, rowEnd, begin, end);
        if (workspace.FewRows(rowEnd - rowBegin))
        {
            for (int row = rowBegin; row < rowEnd; row++)
            {
                int from = begin * batch + row, steps = Math.Clamp(time.Lengths[row] - begin, 0, end - begin);
                if (steps > 0)
                {
                    PanelGemm.Multiply(
                        weights, steps, default, da[(from * gateStride)..], batch * gateStride, dx[(from * stride)..], batch * stride,
                        accumulate);
                }
            }

            return;
        }

        for (int t = begin; t < end; t++)
        {
            int from = t * batch + rowBegin, rows = Math.Min(time.Active[t], rowEnd) - rowBegin;
            if (rows > 0)
            {
                PanelGemm.Multiply(
                    weights, rows, default, da[(from * gateStride)..], gateStride, dx[(from * stride)..], stride, accumulate);
            }
        }
    }
}
