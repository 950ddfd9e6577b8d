using System.Runtime.CompilerServices;

namespace LstmGen.Kernels;

public static unsafe partial class PanelGemm
{
    /// <summary>
    /// All columns of one row, <c>c = start + [a1, a2] B</c>: what a step of a stream is made of. Blocks do not move, so that little stands around
    /// the products.
    /// </summary>
    /// <param name="b">B, [inner1 + inner2, columns]; not one made by <see cref="PackedMatrix.ForBackward"/>.</param>
    /// <param name="start">A gate row that the sums start from: a bias, or <paramref name="c"/> to add to it.</param>
    /// <param name="a1">Holds the row's first values.</param>
    /// <param name="from1">Where.</param>
    /// <param name="inner1">Their number.</param>
    /// <param name="a2">Holds the others; null for none.</param>
    /// <param name="from2">Where.</param>
    /// <param name="inner2">Their number.</param>
    /// <param name="c">The gate row; outside the window it is not touched.</param>
    public static void MultiplyRow(PackedMatrix b, AlignedBuffer start, AlignedBuffer a1, int from1, int inner1, AlignedBuffer? a2, int from2, int inner2, AlignedBuffer c)
    {
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(a1);
        ArgumentNullException.ThrowIfNull(c);
        a2 ??= a1;
        if ((from1 | from2) < 0 || b.InnerRow.Units != 0 || !RowFits(b, start.Length, a1.Length - from1, inner1, a2.Length - from2, inner2, c.Length, 0))
            Explain(b, 0, b.Columns.Panels, 1, start.Span, a1.Span[from1..], 0, inner1, a2.Span[from2..], 0, inner2, c.Span, 0, 0);
        RunRow(b, start.Pointer, a1.Pointer + from1, inner1, a2.Pointer + from2, inner2, c.Pointer, 0);
        GC.KeepAlive(start);
        GC.KeepAlive(a1);
        GC.KeepAlive(a2);
        GC.KeepAlive(c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void MultiplyRow(
        PackedMatrix b, ReadOnlySpan<float> bias, ReadOnlySpan<float> a1, int inner1, ReadOnlySpan<float> a2, int inner2, Span<float> c, int innerBegin)
    {
        if (!RowFits(b, bias.Length, a1.Length, inner1, a2.Length, inner2, c.Length, innerBegin))
            Explain(b, 0, b.Columns.Panels, 1, bias, a1, 0, inner1, a2, 0, inner2, c, 0, innerBegin);
        fixed (float* pBias = bias, pA1 = a1, pA2 = a2, pC = c)
            RunRow(b, bias.IsEmpty ? pC : pBias, pA1, inner1, pA2, inner2, pC, innerBegin);
    }

    /// <summary>
    /// Two tiles at a time. Such a product is bound by reading B; where B is more than the first-level cache holds, every other one walks the
    /// tiles backwards and so begins with those that the last one has left there.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunRow(PackedMatrix b, float* start, float* a1, nint inner1, float* a2, nint inner2, float* c, int innerBegin)
    {
        float* values = b.Pointer;
        nint inner = b.Inner;
        RowTile[] tiles = b.Plan.RowTiles;
        bool backwards = b.IsFar && b.Turn();
        for (int i = 0; i < tiles.Length; i++)
        {
            ref readonly RowTile tile = ref tiles[backwards ? tiles.Length - 1 - i : i];
            nint columns = tile.Columns;
            float* first = values + tile.Begin * inner + innerBegin * columns;
            tile.Kernel(first, first + columns * inner, a1, inner1, a2, inner2, start + tile.Shift, c + tile.Shift, tile.Offsets);
        }
        GC.KeepAlive(b);
    }
}
