using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

public static unsafe partial class PanelGemm
{
    /// <summary>
    /// One row and some panels, two tiles at a time. Such a product is bound by reading B; where B is more than the first-level cache
    /// holds, every other one walks the tiles backwards and so begins with those that the last one has left there.
    /// </summary>
    /// <returns>False where no tile begins or ends with these panels, and nothing was computed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static bool MultiplyRow(
        PackedMatrix b, int panelBegin, int panelEnd, ReadOnlySpan<float> bias, ReadOnlySpan<float> a1, int inner1, ReadOnlySpan<float> a2,
        int inner2, Span<float> c, int innerBegin)
    {
        int[] tileAt = b.Plan.RowTileAt;
        if ((uint)panelBegin >= (uint)tileAt.Length || (uint)panelEnd >= (uint)tileAt.Length) return false;
        int begin = tileAt[panelBegin], end = tileAt[panelEnd];
        if (begin < 0 || end <= begin) return false;
        CheckRow(b, bias, a1, inner1, a2, inner2, c, innerBegin);
        fixed (float* pBias = bias, pA1 = a1, pA2 = a2, pC = c)
        {
            RowTile[] tiles = b.Plan.RowTiles;
            bool backwards = b.IsFar && b.Plan.Turn(begin);
            for (int i = begin; i < end; i++)
            {
                ref readonly RowTile tile = ref tiles[backwards ? begin + end - 1 - i : i];
                tile.Kernel(tile.Place(b, innerBegin, bias.IsEmpty ? pC : pBias, pA1, inner1, pA2, inner2, pC));
            }
        }
        GC.KeepAlive(b);
        return true;
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
