using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LstmGen.CompilerServices;

/// <summary>
/// Sums over one padded row, in an order that does not depend on where the row lies in memory: sixteen running sums,
/// then halves to halves. Lengths are multiples of 8.
/// </summary>
internal static class RowSums
{
    /// <summary>Sum of a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Sum(ReadOnlySpan<float> a)
    {
        ref float origin = ref MemoryMarshal.GetReference(a);
        F32x8 even = F32x8.Zero, odd = F32x8.Zero;
        int i = 0;
        for (; i <= a.Length - 16; i += 16)
        {
            even += F32x8.Load(in origin, i);
            odd += F32x8.Load(in origin, i + 8);
        }

        if (i < a.Length)
            even += F32x8.Load(in origin, i);
        return F32x8.Sum(even + odd);
    }

    /// <summary>Sum of a * b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        b = b[..a.Length];
        ref float first = ref MemoryMarshal.GetReference(a);
        ref float second = ref MemoryMarshal.GetReference(b);
        F32x8 even = F32x8.Zero, odd = F32x8.Zero;
        int i = 0;
        for (; i <= a.Length - 16; i += 16)
        {
            even = F32x8.MultiplyAdd(F32x8.Load(in first, i), F32x8.Load(in second, i), even);
            odd = F32x8.MultiplyAdd(F32x8.Load(in first, i + 8), F32x8.Load(in second, i + 8), odd);
        }

        if (i < a.Length)
            even = F32x8.MultiplyAdd(F32x8.Load(in first, i), F32x8.Load(in second, i), even);
        return F32x8.Sum(even + odd);
    }
}
