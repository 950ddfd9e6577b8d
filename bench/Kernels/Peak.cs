using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Bench.Kernels;

/// <summary>What the multiply-add units do when nothing else limits them: ten independent chains.</summary>
internal static class Peak
{
    public static double Gflops()
    {
        const int turns = 500_000;
        Loop(1000);
        double best = Timing.Nanoseconds(() => Loop(turns), 1);
        return turns * 10.0 * 16 / best;
    }

    // Inlined, the loop would be left out: nobody wants its sum.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Loop(int turns)
    {
        Vector256<float> x = Vector256.Create(1.0001f), y = Vector256.Create(1e-9f);
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x;
        for (int k = 0; k < turns; k++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y);
            b = Vector256.FusedMultiplyAdd(b, x, y);
            c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y);
            e = Vector256.FusedMultiplyAdd(e, x, y);
            f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y);
            h = Vector256.FusedMultiplyAdd(h, x, y);
            i = Vector256.FusedMultiplyAdd(i, x, y);
            j = Vector256.FusedMultiplyAdd(j, x, y);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j);
    }
}
