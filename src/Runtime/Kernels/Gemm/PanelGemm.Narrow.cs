using System.Runtime.CompilerServices;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

public static unsafe partial class PanelGemm
{
    /// <summary>Rows of a tile that are made floats at a time: 16 KB stay in the first-level cache while all rows of A meet them.</summary>
    private const int WideRows = 64;

    [ThreadStatic]
    private static AlignedBuffer? t_wide;

    /// <summary>Products with weights of fewer bits; what does not fit is said before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void MultiplyNarrow(
        PackedMatrix b, int panelBegin, int panelEnd, int rows, ReadOnlySpan<float> bias,
        ReadOnlySpan<float> a1, int a1Stride, int inner1, ReadOnlySpan<float> a2, int a2Stride, int inner2, Span<float> c, int cStride,
        int innerBegin)
    {
        TilePlan plan = b.Plan;
        int first = plan.GroupTile[panelBegin / plan.PanelsPerGroup];
        int end = plan.GroupTile[(panelEnd + plan.PanelsPerGroup - 1) / plan.PanelsPerGroup];
        fixed (float* pBias = bias, pA1 = a1, pA2 = a2, pC = c)
        {
            float* start = bias.IsEmpty ? pC : pBias;
            if (b.Precision == WeightPrecision.Int8)
            {
                MultiplyBytes(
                    b, first, end, rows, start, bias.IsEmpty ? cStride : 0, pA1, a1Stride, inner1, pA2, a2Stride, inner2, pC, cStride,
                    innerBegin);
                GC.KeepAlive(b);
                return;
            }

            if (rows == 1)
            {
                HalfRow(b, first, end, innerBegin, start, pA1, inner1, pA2, inner2, pC);
                GC.KeepAlive(b);
                return;
            }

            AlignedBuffer wide = t_wide ??= new AlignedBuffer(WideRows * TilePlan.MaxPieces(SimdLevel.Vector512) * Panel.Units);
            KernelArguments t = default;
            (t.CStride, t.AStep, t.Runs1) = (cStride, 1, 1);
            for (int tile = first; tile < end; tile++)
            {
                t.StartStride = bias.IsEmpty ? cStride : 0;
                int pieces = SetTiles(b, tile, 1, wide.Pointer, 0, start, pC, ref t);
                float* narrow = b.Pointer + (nint)plan.TileStart[tile] * Panel.Units * b.StoredRows;
                t.B = wide.Pointer;
                t.A1Stride = a1Stride;
                WidenAndRun(b.Level, pieces, rows, narrow, innerBegin, pA1, inner1, ref t);
                t.A1Stride = a2Stride;
                WidenAndRun(b.Level, pieces, rows, narrow, innerBegin + inner1, pA2, inner2, ref t);
            }
            GC.KeepAlive(b);
            GC.KeepAlive(wide);
        }
    }

    /// <summary>Rows of the narrow tile from <paramref name="innerBegin"/> on, block after block, as floats and times all rows of
    /// A.</summary>
    private static void WidenAndRun(
        SimdLevel level, int pieces, int rows, float* narrow, int innerBegin, float* a, int inner, ref KernelArguments t)
    {
        for (int k = 0; k < inner; k += WideRows)
        {
            int take = Math.Min(WideRows, inner - k);
            HalfWeights.Widen(narrow, pieces * Panel.Units, innerBegin + k, innerBegin + k + take, t.B);
            t.A1 = a + k;
            t.Run1 = take;
            RowLoop.Run(level, pieces, rows, t);
            t.Start = t.C; // the sums go on
            t.StartStride = t.CStride;
        }
    }

    /// <summary>One row, two tiles at a time, every other product backwards: as for floats.</summary>
    private static void HalfRow(
        PackedMatrix b, int first, int end, int innerBegin, float* start, float* a1, int inner1, float* a2, int inner2, float* c)
    {
        TilePlan plan = b.Plan;
        int[] starts = plan.TileStart;
        bool backwards = plan.Turn(first);
        while (first < end)
        {
            int tile = backwards ? end - 1 : first, pieces = starts[tile + 1] - starts[tile];
            bool pair = end - first > 1 && (backwards ? starts[tile] - starts[tile - 1] : starts[tile + 2] - starts[tile + 1]) == pieces;
            int count = pair ? 2 : 1;
            if (backwards) tile = end -= count;
            else first += count;
            RowTile one = new(b.Level, starts[tile], pieces, pair, plan.IsContiguous(tile, tile + count) ? null : plan.Offsets, half: true);
            one.Kernel(one.Place(b, innerBegin, start, a1, inner1, a2, inner2, c));
        }
    }
}
