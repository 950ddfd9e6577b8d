using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>A dense layer at every valid step of a sequence.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TimeDistributedDense
{
    // Weights of a block of panels stay in the second-level cache while all steps read them.
    private const int BlockLength = 64 * 1024;

    /// <summary>y_t = bias + x_t W for rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>) that are alive at step t.</summary>
    /// <param name="time">Steps and rows.</param>
    /// <param name="weights">W.</param>
    /// <param name="bias">A row of <paramref name="yStride"/> values.</param>
    /// <param name="x">[T, B, <paramref name="xStride"/>].</param>
    /// <param name="xStride">Values from one row to the next.</param>
    /// <param name="y">[T, B, <paramref name="yStride"/>]; rows past their end are not touched.</param>
    /// <param name="yStride">Values from one row to the next.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row after the last.</param>
    public static void Multiply(
        TimeLayout time, PackedMatrix weights, ReadOnlySpan<float> bias, ReadOnlySpan<float> x, int xStride,
        Span<float> y, int yStride, int rowBegin, int rowEnd)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(weights);
        if (IsWhole(time, rowBegin, rowEnd))
        {
            PanelGemm.Multiply(weights, time.Steps * time.Batch, bias, x, xStride, y, yStride);
            return;
        }

        int panels = weights.Columns.Panels, step = PanelGemm.PanelStep(weights, 1);
        int block = Math.Max(1, BlockLength / (step * Panel.Units * weights.Inner)) * step;
        for (int panel = 0; panel < panels; panel += block)
        {
            for (int t = 0; t < time.Steps; t++)
            {
                int rows = Math.Min(time.Active[t], rowEnd) - rowBegin, from = t * time.Batch + rowBegin;
                if (rows <= 0)
                    break;
                PanelGemm.Multiply(
                    weights, panel, Math.Min(panel + block, panels), rows, bias, x[(from * xStride)..], xStride, weights.Inner,
                    default, 0, 0, y[(from * yStride)..], yStride);
            }
        }
    }

    /// <summary>Whether the rows are all rows, alive at all steps: then they lie one after another.</summary>
    internal static bool IsWhole(TimeLayout time, int rowBegin, int rowEnd) =>
        !time.Ragged && rowBegin == 0 && rowEnd == time.Batch;
}
