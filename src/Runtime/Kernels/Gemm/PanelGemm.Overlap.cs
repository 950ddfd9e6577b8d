using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

public static unsafe partial class PanelGemm
{
    /// <summary>
    /// Two products into gate rows, <c>C = bias + A1 B1 + A2 B2</c>, where B1 writes slots s + 1, s + 2 and s + 3 and B2 slots s, s + 1 and
    /// s + 2, as in a GRU, whose r and z add both while the two parts of n stay apart. Bits are those of one product after the other.
    /// </summary>
    /// <param name="b1">B1, [inner1, columns], made by <see cref="PackedMatrix.ForGates"/>.</param>
    /// <param name="b2">B2, [inner2, columns].</param>
    /// <param name="panelBegin">First panel, a multiple of <see cref="PanelStep"/>.</param>
    /// <param name="panelEnd">Panel after the last: a multiple of <see cref="PanelStep"/> or the number of panels.</param>
    /// <param name="rows">Rows of A1, A2 and C.</param>
    /// <param name="bias">A gate row that every row of C starts from.</param>
    /// <param name="a1">A1, [rows, inner1].</param>
    /// <param name="a1Stride">Floats from row to row of <paramref name="a1"/>.</param>
    /// <param name="a2">A2, [rows, inner2].</param>
    /// <param name="a2Stride">Floats from row to row of <paramref name="a2"/>.</param>
    /// <param name="c">C, rows of <see cref="GateLayout.RowLength"/>; outside the two windows it is not touched.</param>
    /// <param name="cStride">Floats from row to row of C.</param>
    /// <exception cref="ArgumentException">The windows are others, or a length does not fit.</exception>
    public static void MultiplyOverlapping(
        PackedMatrix b1, PackedMatrix b2, int panelBegin, int panelEnd, int rows, ReadOnlySpan<float> bias,
        ReadOnlySpan<float> a1, int a1Stride, ReadOnlySpan<float> a2, int a2Stride, Span<float> c, int cStride)
    {
        ArgumentNullException.ThrowIfNull(b1);
        ArgumentNullException.ThrowIfNull(b2);
        GateLayout window = b2.Columns;
        if (window.Count != 3 || b1.Columns != window with { First = window.First + 1 })
            throw new ArgumentException(
                $"The windows must be slots s + 1 to s + 3 and s to s + 2 of the same rows; they are {b1.Columns} and {window}.",
                nameof(b1));
        if (bias.Length < window.RowLength)
            throw new ArgumentException($"The bias has {bias.Length} values; a gate row has {window.RowLength}.", nameof(bias));
        int both = KeepsRegisters(b1, b2, rows) ? panelEnd - (panelEnd - panelBegin) % b1.Plan.PanelsPerGroup : panelBegin;
        if (panelBegin < both)
            RunOverlapping(b1, b2, panelBegin, both, rows, bias, a1, a1Stride, a2, a2Stride, c, cStride);
        if (both < panelEnd)
        {
            Multiply(b1, both, panelEnd, rows, bias, a1, a1Stride, b1.Inner, default, 0, 0, c, cStride);
            GateRows.Fill(window with { Count = 1 }, bias, both, panelEnd, rows, c, cStride);
            Multiply(b2, both, panelEnd, rows, default, a2, a2Stride, b2.Inner, default, 0, 0, c, cStride);
        }
    }

    // One row is bound by reading B and has kernels of its own. Vectors of four are half a panel.
    private static bool KeepsRegisters(PackedMatrix b1, PackedMatrix b2, int rows) =>
        rows > 1 && b1.Level != SimdLevel.Vector128 && b1.Level == b2.Level && b1.Precision == WeightPrecision.Float32
            && b2.Precision == WeightPrecision.Float32;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void RunOverlapping(
        PackedMatrix b1, PackedMatrix b2, int panelBegin, int panelEnd, int rows, ReadOnlySpan<float> bias,
        ReadOnlySpan<float> a1, int a1Stride, ReadOnlySpan<float> a2, int a2Stride, Span<float> c, int cStride)
    {
        if (!Fits(b1, panelBegin, panelEnd, rows, bias.Length, a1.Length, a1Stride, b1.Inner, 0, 0, 0, c.Length, cStride, 0))
            Explain(b1, panelBegin, panelEnd, rows, bias, a1, a1Stride, b1.Inner, default, 0, 0, c, cStride, 0);
        if (!Fits(b2, panelBegin, panelEnd, rows, bias.Length, a2.Length, a2Stride, b2.Inner, 0, 0, 0, c.Length, cStride, 0))
            Explain(b2, panelBegin, panelEnd, rows, bias, a2, a2Stride, b2.Inner, default, 0, 0, c, cStride, 0);
        GateLayout window = b2.Columns;
        int step = b1.Plan.PanelsPerGroup, columns = step * window.WindowLength;
        bool ahead = rows >= AheadRows && (b1.IsBeyondCaches || b2.IsBeyondCaches);
        fixed (float* pB1 = b1.Values, pB2 = b2.Values, pBias = bias, pA1 = a1, pA2 = a2, pC = c)
        {
            for (int panel = panelBegin; panel < panelEnd; panel += step)
            {
                int at = window.Position(panel * Panel.Units, window.First);
                nint tile = panel / step * (nint)columns;
                OverlapArguments t = new()
                {
                    A1 = pA1, Stride1 = a1Stride, Inner1 = b1.Inner, B1 = pB1 + tile * b1.Inner,
                    A2 = pA2, Stride2 = a2Stride, Inner2 = b2.Inner, B2 = pB2 + tile * b2.Inner,
                    Bias = pBias + at, C = pC + at, CStride = cStride, PanelLength = window.PanelLength,
                };
                t.Ahead1 = (byte*)(t.B1 + columns * t.Inner1);
                t.Ahead2 = (byte*)(t.B2 + columns * t.Inner2);
                if (ahead) Run<ReadsDenseRowsAhead>(b1.Level, rows, t);
                else Run<ReadsDenseRows>(b1.Level, rows, t);
            }
            GC.KeepAlive(b1);
            GC.KeepAlive(b2);
        }
    }

    private static void Run<Reads>(SimdLevel level, int rows, in OverlapArguments t)
        where Reads : struct, ITileReading
    {
        if (level == SimdLevel.Vector512) OverlapKernel.RunRows<F32x16, Reads>(rows, t);
        else OverlapKernel.RunRows<F32x8, Reads>(rows, t);
    }
}
