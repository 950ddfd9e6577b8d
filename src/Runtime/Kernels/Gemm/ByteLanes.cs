using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LstmGen.CompilerServices;

/// <summary>
/// Sums of four products of bytes in each lane of 32 bits: inputs from 0 to 127, weights from -127 to 127. Two such products fit 16 bits,
/// so that no instruction cuts off anything, and every processor gives the same.
/// </summary>
internal static class ByteLanes
{
    /// <summary>sum + the products of each lane; vectors of whole numbers in the form of vectors of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V AddProducts<V>(V sum, V inputs, V weights) where V : unmanaged, ILanes<V>
    {
        if (sizeof(V) == 64)
        {
            return Unsafe.BitCast<Vector512<int>, V>(AddProducts(
                Unsafe.BitCast<V, Vector512<int>>(sum), Unsafe.BitCast<V, Vector512<byte>>(inputs),
                Unsafe.BitCast<V, Vector512<sbyte>>(weights)));
        }

        if (sizeof(V) == 32)
        {
            return Unsafe.BitCast<Vector256<int>, V>(AddProducts(
                Unsafe.BitCast<V, Vector256<int>>(sum), Unsafe.BitCast<V, Vector256<byte>>(inputs),
                Unsafe.BitCast<V, Vector256<sbyte>>(weights)));
        }

        return Unsafe.BitCast<Vector128<int>, V>(AddProducts(
            Unsafe.BitCast<V, Vector128<int>>(sum), Unsafe.BitCast<V, Vector128<byte>>(inputs),
            Unsafe.BitCast<V, Vector128<sbyte>>(weights)));
    }

    /// <summary>The four bytes at <paramref name="at"/> in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V Broadcast<V>(byte* at) where V : unmanaged, ILanes<V>
    {
        if (sizeof(V) == 64) return Unsafe.BitCast<Vector512<int>, V>(Vector512.Create(*(int*)at));
        if (sizeof(V) == 32) return Unsafe.BitCast<Vector256<int>, V>(Vector256.Create(*(int*)at));
        return Unsafe.BitCast<Vector128<int>, V>(Vector128.Create(*(int*)at));
    }

    /// <summary>The whole numbers less those at <paramref name="offsets"/>, as floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V ToFloats<V>(V sum, int* offsets) where V : unmanaged, ILanes<V>
    {
        if (sizeof(V)
            == 64) return Unsafe.BitCast<Vector512<float>, V>(
                Vector512.ConvertToSingle(Unsafe.BitCast<V, Vector512<int>>(sum) - Vector512.Load(offsets)));
        if (sizeof(V)
            == 32) return Unsafe.BitCast<Vector256<float>, V>(
                Vector256.ConvertToSingle(Unsafe.BitCast<V, Vector256<int>>(sum) - Vector256.Load(offsets)));
        return Unsafe.BitCast<Vector128<float>, V>(
            Vector128.ConvertToSingle(Unsafe.BitCast<V, Vector128<int>>(sum) - Vector128.Load(offsets)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> AddProducts(Vector512<int> sum, Vector512<byte> inputs, Vector512<sbyte> weights)
    {
        if (Avx512BW.IsSupported)
            return sum + Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(inputs, weights), Vector512<short>.One);
        return Vector512.Create(
            AddProducts(sum.GetLower(), inputs.GetLower(), weights.GetLower()),
            AddProducts(sum.GetUpper(), inputs.GetUpper(), weights.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> AddProducts(Vector256<int> sum, Vector256<byte> inputs, Vector256<sbyte> weights)
    {
        if (AvxVnni.IsSupported)
            return AvxVnni.MultiplyWideningAndAdd(sum, inputs, weights);
        if (Avx2.IsSupported)
            return sum + Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(inputs, weights), Vector256<short>.One);
        return Vector256.Create(
            AddProducts(sum.GetLower(), inputs.GetLower(), weights.GetLower()),
            AddProducts(sum.GetUpper(), inputs.GetUpper(), weights.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> AddProducts(Vector128<int> sum, Vector128<byte> inputs, Vector128<sbyte> weights)
    {
        if (AvxVnni.IsSupported)
            return AvxVnni.MultiplyWideningAndAdd(sum, inputs, weights);
        if (Ssse3.IsSupported)
            return sum + Sse2.MultiplyAddAdjacent(Ssse3.MultiplyAddAdjacent(inputs, weights), Vector128<short>.One);
        return Dp.IsSupported ? Dp.DotProduct(sum, inputs.AsSByte(), weights) : AddProductsPortably(sum, inputs, weights);
    }

    /// <summary>The same without an instruction for it.</summary>
    internal static Vector128<int> AddProductsPortably(Vector128<int> sum, Vector128<byte> inputs, Vector128<sbyte> weights)
    {
        (Vector128<short> a, Vector128<short> b) = Vector128.Widen(inputs.AsSByte());
        (Vector128<short> c, Vector128<short> d) = Vector128.Widen(weights);
        return sum + Vector128.Narrow(Fours(a * c), Fours(b * d));
    }

    // Sums of four neighbours.
    private static Vector128<long> Fours(Vector128<short> products)
    {
        Vector128<int> pairs = (products.AsInt32() << 16 >> 16) + (products.AsInt32() >> 16);
        return (pairs.AsInt64() << 32 >> 32) + (pairs.AsInt64() >> 32);
    }
}
