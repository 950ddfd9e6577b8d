using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Kernels;

/// <summary>
/// Reads and writes the vectors of a tile in a gate row, where its pieces of eight columns may lie apart; without offsets they lie one after another. A void piece has the position of the one
/// before it: it is read from there and not written.
/// </summary>
internal static unsafe class TileColumns
{
    /// <summary>Loads vector <paramref name="n"/> of a tile from a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V>(float* row, int* offsets, int n) where V : struct, ILanes<V>
    {
        if (offsets == null) return V.Load(in *row, n * V.Count);
        if (V.Count == 16)
        {
            int at = offsets[2 * n], apart = offsets[2 * n + 1] - at;
            return apart == Panel.Units ? V.Load(in *row, at) : V.LoadPanels(in *row, at, apart);
        }
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
            int at = offsets[2 * n], apart = offsets[2 * n + 1] - at;
            if (apart == Panel.Units) V.Store(value, ref *row, at);
            else if (apart == 0) Unsafe.BitCast<V, F32x16>(value).Value.GetLower().StoreUnsafe(ref *row, (nuint)at);
            else V.StorePanels(value, ref *row, at, apart);
        }
        else
        {
            V.Store(value, ref *row, V.Count == 8 ? offsets[n] : offsets[n / 2] + n % 2 * 4);
        }
    }
}
