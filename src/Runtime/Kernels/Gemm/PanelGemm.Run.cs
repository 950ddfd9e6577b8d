using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

public static unsafe partial class PanelGemm
{
    /// <summary>Rows from which on there are blocks enough to ask for all of the next tile, or nearly.</summary>
    private const int AheadRows = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void MultiplyRows(
        PackedMatrix b, int panelBegin, int panelEnd, int rows, ReadOnlySpan<float> bias,
        ReadOnlySpan<float> a1, int a1Stride, int inner1, ReadOnlySpan<float> a2, int a2Stride, int inner2, Span<float> c, int cStride,
        int innerBegin)
    {
        if (rows == 0 || panelBegin >= panelEnd) return;
        if (!Fits(
            b, panelBegin, panelEnd, rows, bias.Length, a1.Length, a1Stride, inner1, a2.Length, a2Stride, inner2, c.Length, cStride,
            innerBegin))
            Explain(b, panelBegin, panelEnd, rows, bias, a1, a1Stride, inner1, a2, a2Stride, inner2, c, cStride, innerBegin);
        if (b.ByColumns)
        {
            MultiplyColumns(b, rows, bias, a1, a1Stride, inner1, a2, a2Stride, inner2, c, cStride, innerBegin);
            return;
        }
        if (b.Precision != WeightPrecision.Float32)
        {
            MultiplyNarrow(b, panelBegin, panelEnd, rows, bias, a1, a1Stride, inner1, a2, a2Stride, inner2, c, cStride, innerBegin);
            return;
        }
        TilePlan plan = b.Plan;
        int tile = plan.GroupTile[panelBegin / plan.PanelsPerGroup];
        int end = plan.GroupTile[(panelEnd + plan.PanelsPerGroup - 1) / plan.PanelsPerGroup];
        fixed (float* pB = b.Values, pBias = bias, pA1 = a1, pA2 = a2, pC = c)
        {
            KernelArguments t = default;
            t.A1Stride = a1Stride;
            t.A2Stride = a2Stride;
            t.CStride = cStride;
            t.A1 = pA1;
            t.A2 = pA2;
            t.Inner2 = inner2;
            t.AStep = 1;
            if (b.InnerRow.Units == 0)
            {
                t.Runs1 = inner1 == 0 ? 0 : 1;
                t.Run1 = inner1;
            }
            else if (b.InnerRow.Count == b.InnerRow.Slots)
            {
                t.Runs1 = 1;
                t.Run1 = inner1;
            }
            else
            {
                t.A1 += b.InnerRow.First * Panel.Units;
                t.Runs1 = b.InnerRow.Panels;
                t.Run1 = b.InnerRow.WindowLength;
                t.Skip1 = b.InnerRow.PanelLength;
            }
            float* start = bias.IsEmpty ? pC : pBias;
            t.StartStride = bias.IsEmpty ? cStride : 0;
            if (rows == 1)
            {
                RunRow(b, tile, end, pB, innerBegin, start, pC, ref t);
                GC.KeepAlive(b);
                return;
            }
            bool ahead = rows >= AheadRows && b.IsBeyondCaches;
            for (; tile < end; tile++)
            {
                int pieces = SetTiles(b, tile, 1, pB, innerBegin, start, pC, ref t);
                if (ahead) t.Ahead = (byte*)(t.B + t.BStep * b.Inner);
                RowLoop.Run(b.Level, pieces, rows, t);
            }
            GC.KeepAlive(b);
        }
    }

    /// <summary>
    /// One row of some panels, or of a matrix made for the backward pass, by two tiles at a time; all panels of another go by
    /// <see cref="MultiplyRow"/>. Such a product is bound by reading B; every other one walks the tiles backwards and so begins with those
    /// that the last one has left in the caches.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void RunRow(PackedMatrix b, int first, int end, float* pB, int innerBegin, float* start, float* c, ref KernelArguments t)
    {
        int[] starts = b.Plan.TileStart;
        bool backwards = b.Plan.Turn(first);
        while (first < end)
        {
            // The pair (tile, tile + 1), or a single one where the sizes differ.
            int tile = backwards ? end - 1 : first, pieces = starts[tile + 1] - starts[tile];
            bool pair = false;
            if (end - first > 1)
            {
                if (backwards) pair = starts[tile] - starts[tile - 1] == pieces;
                else pair = starts[tile + 2] - starts[tile + 1] == pieces;
            }
            int count = pair ? 2 : 1;
            if (backwards) tile = end -= count;
            else first += count;
            SetTiles(b, tile, count, pB, innerBegin, start, c, ref t);
            if (pair)
            {
                t.NextB = t.B + (nint)pieces * Panel.Units * b.Inner;
                RowLoop.RunPair(b.Level, pieces, t);
            }
            else
            {
                RowLoop.RunOne(b.Level, pieces, t);
            }
        }
    }

    /// <summary>Points at one tile, or two of the same size, and returns the pieces of one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SetTiles(
        PackedMatrix b, int tile, int count, float* pB, int innerBegin, float* start, float* c, ref KernelArguments t)
    {
        TilePlan plan = b.Plan;
        int piece = plan.TileStart[tile], pieces = plan.TileStart[tile + 1] - piece;
        t.BStep = pieces * Panel.Units;
        t.B = pB + (nint)piece * Panel.Units * b.Inner + innerBegin * t.BStep;
        bool contiguous = plan.IsContiguous(tile, tile + count);
        int shift = contiguous ? piece * Panel.Units : 0;
        t.Offsets = contiguous ? null : plan.Offsets + piece;
        t.Start = start + shift;
        t.C = c + shift;
        return pieces;
    }
}
