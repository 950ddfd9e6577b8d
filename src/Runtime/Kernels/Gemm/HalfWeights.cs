using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.CompilerServices;

/// <summary>
/// Weights in bfloat16, the upper 16 bits of a float. A lane of 32 bits holds those of two rows of B for one column: the even row in its
/// lower half. Each is a float again by one shift, or one mask, without any loss.
/// </summary>
internal static unsafe class HalfWeights
{
    private const uint UpperHalf = 0xFFFF0000;

    /// <summary>The float nearest to <paramref name="value"/> whose lower 16 bits are 0; of two as near the one whose bit 16 is 0. NaN
    /// stays NaN.</summary>
    public static float Round(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        uint rounded = float.IsNaN(value) ? bits | 0x400000 : bits + 0x7FFF + ((bits >> 16) & 1);
        return BitConverter.UInt32BitsToSingle(rounded & UpperHalf);
    }

    /// <summary>The even row's weights of a vector of lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Even<V>(V lanes) where V : unmanaged, ILanes<V>
    {
        if (sizeof(V)
            == 64) return Unsafe.BitCast<F32x16, V>(new F32x16((Unsafe.BitCast<V, F32x16>(lanes).Value.AsUInt32() << 16).AsSingle()));
        if (sizeof(V)
            == 32) return Unsafe.BitCast<F32x8, V>(new F32x8((Unsafe.BitCast<V, F32x8>(lanes).Value.AsUInt32() << 16).AsSingle()));
        return Unsafe.BitCast<F32x4, V>(new F32x4((Unsafe.BitCast<V, F32x4>(lanes).Value.AsUInt32() << 16).AsSingle()));
    }

    /// <summary>The odd row's weights of a vector of lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Odd<V>(V lanes) where V : unmanaged, ILanes<V>
    {
        if (sizeof(V)
            == 64) return Unsafe.BitCast<F32x16, V>(
                new F32x16((Unsafe.BitCast<V, F32x16>(lanes).Value.AsUInt32() & Vector512.Create(UpperHalf)).AsSingle()));
        if (sizeof(V)
            == 32) return Unsafe.BitCast<F32x8, V>(
                new F32x8((Unsafe.BitCast<V, F32x8>(lanes).Value.AsUInt32() & Vector256.Create(UpperHalf)).AsSingle()));
        return Unsafe.BitCast<F32x4, V>(
            new F32x4((Unsafe.BitCast<V, F32x4>(lanes).Value.AsUInt32() & Vector128.Create(UpperHalf)).AsSingle()));
    }

    /// <summary>Rounds a tile, [rows, columns] floats, into [(rows + 1) / 2, columns] lanes.</summary>
    public static void Narrow(float* from, int columns, int rows, float* to)
    {
        for (int row = 0; row < rows; row += 2, from += 2 * columns, to += columns)
            for (int column = 0; column < columns; column += Panel.Units)
            {
                Vector256<uint> odd = row + 1 < rows ? Rounded(Vector256.Load(from + columns + column)) : Vector256<uint>.Zero;
                (Rounded(Vector256.Load(from + column)) >> 16 | odd).Store((uint*)to + column);
            }
    }

    /// <summary>Rows [<paramref name="begin"/>, <paramref name="end"/>) of a narrow tile as floats, row after row.</summary>
    /// <param name="from">The tile.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="begin">First row.</param>
    /// <param name="end">Row after the last.</param>
    /// <param name="to">Room for [end - begin, columns].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen(float* from, int columns, int begin, int end, float* to)
    {
        uint* lanes = (uint*)from + begin / 2 * (nint)columns;
        for (int row = begin; row < end; row++, to += columns)
        {
            bool odd = row % 2 != 0, both = !odd && row + 1 < end;
            for (int column = 0; column < columns; column += Panel.Units)
            {
                Vector256<uint> pair = Vector256.Load(lanes + column);
                (odd ? pair & Vector256.Create(UpperHalf) : pair << 16).AsSingle().Store(to + column);
                if (both) (pair & Vector256.Create(UpperHalf)).AsSingle().Store(to + columns + column);
            }

            if (both)
            {
                row++;
                to += columns;
            }

            if (odd || both) lanes += columns;
        }
    }

    private static Vector256<uint> Rounded(Vector256<float> values)
    {
        Vector256<uint> bits = values.AsUInt32(), rounded = bits + Vector256.Create(0x7FFFu) + ((bits >> 16) & Vector256<uint>.One);
        Vector256<uint> isNumber = Vector256.Equals(values, values).AsUInt32();
        return Vector256.ConditionalSelect(isNumber, rounded, bits | Vector256.Create(0x400000u)) & Vector256.Create(UpperHalf);
    }
}
