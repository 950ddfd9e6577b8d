using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Kernels;

/// <summary>
/// Reads and writes the vectors of a tile in a gate row, where its pieces of eight columns may lie apart; without offsets they lie one after
/// another. A void piece has the position of the one before it: it is read from there, and what is written there does not stay.
/// </summary>
internal static unsafe class TileColumns
{
    /// <summary>
    /// Loads vector <paramref name="n"/> of a tile from a row. By pieces, even where two lie side by side: another product may have stored them one by
    /// one, and a load that spans two stores waits for both.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V>(float* row, int* offsets, int n) where V : struct, ILanes<V>
    {
        if (offsets == null) return V.Load(in *row, n * V.Count);
        if (V.Count == 16) return V.LoadPanels(in *row, offsets[2 * n], offsets[2 * n + 1] - offsets[2 * n]);
        return V.Load(in *row, V.Count == 8 ? offsets[n] : offsets[n / 2] + n % 2 * 4);
    }

    /// <summary>Stores vector <paramref name="n"/> of a tile to a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V>(V value, float* row, int* offsets, int n) where V : struct, ILanes<V>
    {
        if (offsets == null)
        {
            V.Store(value, ref *row, n * V.Count);
        }
        else if (V.Count == 16)
        {
            // The upper half first: that of a void piece is then written over.
            Vector512<float> both = Unsafe.BitCast<V, F32x16>(value).Value;
            both.GetUpper().StoreUnsafe(ref row[offsets[2 * n + 1]]);
            both.GetLower().StoreUnsafe(ref row[offsets[2 * n]]);
        }
        else
        {
            V.Store(value, ref *row, V.Count == 8 ? offsets[n] : offsets[n / 2] + n % 2 * 4);
        }
    }
}
