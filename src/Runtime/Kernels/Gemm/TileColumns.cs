using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.CompilerServices;

/// <summary>
/// Reads and writes a row of a tile of N vectors, from vector <c>first</c> of the row on. Its pieces of eight columns may lie apart;
/// without offsets they lie one after another. A void piece has the position of the one before it: it is read from there, and what is
/// written there does not stay.
/// </summary>
internal static unsafe class TileColumns
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load<V, N>(float* row, int* offsets, int first, out V c0, out V c1, out V c2, out V c3)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
    {
        if (offsets == null) LoadRun<V, N>(row, first, out c0, out c1, out c2, out c3);
        else LoadPieces<V, N>(row, offsets, first, out c0, out c1, out c2, out c3);
    }

    /// <summary>The vectors of a row without offsets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadRun<V, N>(float* row, int first, out V c0, out V c1, out V c2, out V c3)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
    {
        c1 = c2 = c3 = default;
        c0 = V.Load(in *row, first * (sizeof(V) / 4));
        if (sizeof(N) > 1) c1 = V.Load(in *row, (first + 1) * (sizeof(V) / 4));
        if (sizeof(N) > 2) c2 = V.Load(in *row, (first + 2) * (sizeof(V) / 4));
        if (sizeof(N) > 3) c3 = V.Load(in *row, (first + 3) * (sizeof(V) / 4));
    }

    /// <summary>
    /// The vectors of a row with offsets, by pieces even where two lie side by side: another product may have stored them one by one, and a
    /// load that spans two stores waits for both.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadPieces<V, N>(float* row, int* offsets, int first, out V c0, out V c1, out V c2, out V c3)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
    {
        c1 = c2 = c3 = default;
        c0 = LoadPieces<V>(row, offsets, first);
        if (sizeof(N) > 1) c1 = LoadPieces<V>(row, offsets, first + 1);
        if (sizeof(N) > 2) c2 = LoadPieces<V>(row, offsets, first + 2);
        if (sizeof(N) > 3) c3 = LoadPieces<V>(row, offsets, first + 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, N>(float* row, int* offsets, int first, V c0, V c1, V c2, V c3)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
    {
        if (offsets == null) StoreRun<V, N>(row, first, c0, c1, c2, c3);
        else StorePieces<V, N>(row, offsets, first, c0, c1, c2, c3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRun<V, N>(float* row, int first, V c0, V c1, V c2, V c3)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
    {
        V.Store(c0, ref *row, first * (sizeof(V) / 4));
        if (sizeof(N) > 1) V.Store(c1, ref *row, (first + 1) * (sizeof(V) / 4));
        if (sizeof(N) > 2) V.Store(c2, ref *row, (first + 2) * (sizeof(V) / 4));
        if (sizeof(N) > 3) V.Store(c3, ref *row, (first + 3) * (sizeof(V) / 4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePieces<V, N>(float* row, int* offsets, int first, V c0, V c1, V c2, V c3)
        where V : unmanaged, ILanes<V>
        where N : unmanaged, IConstant
    {
        StorePieces(c0, row, offsets, first);
        if (sizeof(N) > 1) StorePieces(c1, row, offsets, first + 1);
        if (sizeof(N) > 2) StorePieces(c2, row, offsets, first + 2);
        if (sizeof(N) > 3) StorePieces(c3, row, offsets, first + 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LoadPieces<V>(float* row, int* offsets, int n) where V : unmanaged, ILanes<V>
    {
        if (sizeof(V) == 64) return V.LoadPanels(in *row, offsets[2 * n], offsets[2 * n + 1] - offsets[2 * n]);
        return V.Load(in *row, sizeof(V) == 32 ? offsets[n] : offsets[n / 2] + n % 2 * 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePieces<V>(V value, float* row, int* offsets, int n) where V : unmanaged, ILanes<V>
    {
        if (sizeof(V) == 64)
        {
            // The upper half first: that of a void piece is then written over.
            Vector512<float> both = Unsafe.BitCast<V, F32x16>(value).Value;
            both.GetUpper().StoreUnsafe(ref row[offsets[2 * n + 1]]);
            both.GetLower().StoreUnsafe(ref row[offsets[2 * n]]);
        }
        else
        {
            V.Store(value, ref *row, sizeof(V) == 32 ? offsets[n] : offsets[n / 2] + n % 2 * 4);
        }
    }
}
