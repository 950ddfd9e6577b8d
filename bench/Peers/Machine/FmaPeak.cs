using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LstmGen.CompilerServices;

namespace LstmGen.Bench.Peers.Machine;

/// <summary>
/// What the multiply-add units do when nothing else limits them: independent chains in registers, at the width of vectors
/// that kernels use. No program is faster, so a share of it tells how far a result is from the machine's bound.
/// </summary>
internal static class FmaPeak
{
    private const int Turns = 200_000, Chains = 12;

    /// <summary>
    /// Billions of multiplications and additions a second on <paramref name="threads"/> threads at once, in the best of several moments of
    /// 0.3 ms.
    /// </summary>
    public static double Gflops(int threads) => Math.Round(Moments(threads, 8).Max(), 1);

    /// <summary>The same as it is kept up now: the median of more moments. A processor's clock falls while all of it works.</summary>
    public static double Sustained(int threads)
    {
        const int Count = 25;
        return Math.Round(Moments(threads, Count).Order().ElementAt(Count / 2), 1);
    }

    /// <summary>
    /// Whether vectors of 512 bits do no more a second than those of 256: units of 256 bits take two turns for each (Zen 4). False where
    /// there are no vectors of 512 bits.
    /// </summary>
    public static bool HalfWide()
    {
        if (!Vector512.IsHardwareAccelerated)
            return false;
        double wide = 0, narrow = 0;
        for (int moment = 0; moment < 16; moment++)
        {
            wide = Math.Max(wide, 2 / Seconds(Loop512));
            narrow = Math.Max(narrow, 1 / Seconds(Loop256));
        }

        return wide < 1.4 * narrow;

        static double Seconds(Func<int, float> loop)
        {
            long begin = Stopwatch.GetTimestamp();
            loop(Turns);
            return Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }
    }

    /// <summary>Floats of a vector of the width that kernels use here.</summary>
    public static int Lanes => (int)Simd.Level / 32;

    // All threads together, moment by moment. Each looks at the clock itself: one more that watches may be kept from a processor.
    private static IEnumerable<double> Moments(int threads, int count)
    {
        double[][] rates = [.. Enumerable.Range(0, threads).Select(_ => new double[count])];
        using Barrier start = new(threads);
        Thread[] others = [.. rates.Skip(1).Select(own => new Thread(() => Time(own, start)) { IsBackground = true })];
        foreach (Thread other in others)
            other.Start();
        Time(rates[0], start);
        foreach (Thread other in others)
            other.Join();
        return Enumerable.Range(0, count).Select(i => rates.Sum(own => own[i]));
    }

    private static void Time(double[] rates, Barrier start)
    {
        start.SignalAndWait();
        for (int i = 0; i < rates.Length; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            Loop(Turns);
            rates[i] = 2.0 * Turns * Chains * Lanes / Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        }
    }

    // Never inlined below, where the compiler would see that nobody wants the sum and leave the loop out.
    private static float Loop(int turns) => Lanes switch { 16 => Loop512(turns), 8 => Loop256(turns), _ => Loop128(turns) };

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Loop512(int turns)
    {
        Vector512<float> x = Vector512.Create(1.0001f), y = Vector512.Create(1e-9f);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int n = 0; n < turns; n++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y);
            k = Vector512.FusedMultiplyAdd(k, x, y);
            l = Vector512.FusedMultiplyAdd(l, x, y);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Loop256(int turns)
    {
        Vector256<float> x = Vector256.Create(1.0001f), y = Vector256.Create(1e-9f);
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int n = 0; n < turns; n++)
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
            k = Vector256.FusedMultiplyAdd(k, x, y);
            l = Vector256.FusedMultiplyAdd(l, x, y);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Loop128(int turns)
    {
        Vector128<float> x = Vector128.Create(1.0001f), y = Vector128.Create(1e-9f);
        Vector128<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int n = 0; n < turns; n++)
        {
            a = Vector128.MultiplyAddEstimate(a, x, y);
            b = Vector128.MultiplyAddEstimate(b, x, y);
            c = Vector128.MultiplyAddEstimate(c, x, y);
            d = Vector128.MultiplyAddEstimate(d, x, y);
            e = Vector128.MultiplyAddEstimate(e, x, y);
            f = Vector128.MultiplyAddEstimate(f, x, y);
            g = Vector128.MultiplyAddEstimate(g, x, y);
            h = Vector128.MultiplyAddEstimate(h, x, y);
            i = Vector128.MultiplyAddEstimate(i, x, y);
            j = Vector128.MultiplyAddEstimate(j, x, y);
            k = Vector128.MultiplyAddEstimate(k, x, y);
            l = Vector128.MultiplyAddEstimate(l, x, y);
        }

        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
