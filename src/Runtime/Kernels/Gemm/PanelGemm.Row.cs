using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

public static unsafe partial class PanelGemm
{
    /// <summary>
    /// One row and all panels, two tiles at a time. Such a product is bound by reading B; where B is more than the first-level cache holds,
    /// every other one walks the tiles backwards and so begins with those that the last one has left there.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void MultiplyRow(
        PackedMatrix b, ReadOnlySpan<float> bias, ReadOnlySpan<float> a1, int inner1, ReadOnlySpan<float> a2, int inner2, Span<float> c,
        int innerBegin)
    {
        CheckRow(b, bias, a1, inner1, a2, inner2, c, innerBegin);
        fixed (float* pBias = bias, pA1 = a1, pA2 = a2, pC = c)
        {
            RowTile[] tiles = b.Plan.RowTiles;
            bool backwards = b.IsFar && b.Plan.Turn(0);
            for (int i = 0; i < tiles.Length; i++)
            {
                ref readonly RowTile tile = ref tiles[backwards ? tiles.Length - 1 - i : i];
                tile.Kernel(tile.Place(b, innerBegin, bias.IsEmpty ? pC : pBias, pA1, inner1, pA2, inner2, pC));
            }
        }
        GC.KeepAlive(b);
    }

    /// <summary>Throws where a product of one row does not fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CheckRow(
        PackedMatrix b, ReadOnlySpan<float> bias, ReadOnlySpan<float> a1, int inner1, ReadOnlySpan<float> a2, int inner2,
        ReadOnlySpan<float> c, int innerBegin)
    {
        if (!RowFits(b, bias.Length, a1.Length, inner1, a2.Length, inner2, c.Length, innerBegin))
            Explain(b, 0, b.Columns.Panels, 1, bias, a1, 0, inner1, a2, 0, inner2, c, 0, innerBegin);
    }
}
