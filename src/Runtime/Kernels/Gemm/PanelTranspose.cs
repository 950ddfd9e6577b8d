using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LstmGen.CompilerServices;

/// <summary>Transposes between rows of weights and panels of eight units.</summary>
internal static unsafe class PanelTranspose
{
    /// <summary>Writes <c>to[k * toStride + r] = from[r * fromStride + k]</c> for r &lt; rows (at most 8), k &lt; length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToColumns(float* from, nint fromStride, int rows, int length, float* to, nint toStride)
    {
        int k = 0;
        if (rows == Panel.Units && Avx.IsSupported)
            for (; k <= length - Panel.Units; k += Panel.Units)
                Block(from + k, fromStride, to + k * toStride, toStride, add: false);
        for (; k < length; k++)
            for (int r = 0; r < rows; r++)
                to[k * toStride + r] = from[r * fromStride + k];
    }

    /// <summary>Adds <c>to[r * toStride + k] += from[k * fromStride + r]</c> for r &lt; rows (at most 8), k &lt; length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddRows(float* from, nint fromStride, int length, int rows, float* to, nint toStride)
    {
        int k = 0;
        if (rows == Panel.Units && Avx.IsSupported)
            for (; k <= length - Panel.Units; k += Panel.Units)
                Block(from + k * fromStride, fromStride, to + k, toStride, add: true);
        for (; k < length; k++)
            for (int r = 0; r < rows; r++)
                to[r * toStride + k] += from[k * fromStride + r];
    }

    /// <summary>Transposes eight by eight values: pairs, then pairs of pairs within the halves, then the halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(float* from, nint fromStride, float* to, nint toStride, bool add)
    {
        for (int half = 0; half < 2; half++)
        {
            // Lower half: column half * 4 .. + 3 of rows 0 - 3; upper half: of rows 4 - 7.
            float* p = from + half * 4;
            Vector256<float> r0 = Load(p, fromStride, 0), r1 = Load(p, fromStride, 1), r2 = Load(p, fromStride, 2),
                r3 = Load(p, fromStride, 3);
            Vector256<float> a = Avx.UnpackLow(r0, r1), b = Avx.UnpackHigh(r0, r1), c = Avx.UnpackLow(r2, r3), d = Avx.UnpackHigh(r2, r3);
            float* q = to + half * 4 * toStride;
            Store(Avx.Shuffle(a, c, 0x44), q, add);
            Store(Avx.Shuffle(a, c, 0xEE), q + toStride, add);
            Store(Avx.Shuffle(b, d, 0x44), q + 2 * toStride, add);
            Store(Avx.Shuffle(b, d, 0xEE), q + 3 * toStride, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(float* p, nint stride, int row)
        => Vector256.Create(Vector128.Load(p + row * stride), Vector128.Load(p + (row + 4) * stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> value, float* to, bool add)
        => (add ? Vector256.Load(to) + value : value).Store(to);
}
