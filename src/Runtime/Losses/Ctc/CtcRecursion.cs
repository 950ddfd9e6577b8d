using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LstmGen.CompilerServices;

/// <summary>The forward and backward recursions of CTC over one row of states (Graves et al. 2006, equations 6 to 11).</summary>
internal static class CtcRecursion
{
    private const int Lanes = 4;

    /// <summary>
    /// The states that lie on an alignment at step <paramref name="t"/>, as [from, to): at most two states are gained in a
    /// step, and the last two end the target. The others are never needed and stay unwritten.
    /// </summary>
    internal static (int From, int To) Band(int t, int length, int states) =>
        (Math.Max(0, states - 2 * (length - t)), Math.Min(states, 2 * t + 2));

    /// <summary>
    /// alpha_t(s) = e_t(s) + log(exp alpha_{t-1}(s) + exp alpha_{t-1}(s-1) + skip(s) exp alpha_{t-1}(s-2)), where the last
    /// term is left out for a blank and for a label that repeats the one before.
    /// </summary>
    /// <param name="scratch">Emissions of step t, and where two states may be gained.</param>
    /// <param name="before">alpha of step t - 1.</param>
    /// <param name="alpha">Receives alpha of step t.</param>
    /// <param name="band">States to compute.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Forward(CtcScratch scratch, ReadOnlySpan<double> before, Span<double> alpha, (int From, int To) band)
    {
        ref double a = ref MemoryMarshal.GetReference(before);
        ref double skip = ref MemoryMarshal.GetArrayDataReference(scratch.Skip);
        ref double emission = ref MemoryMarshal.GetArrayDataReference(scratch.Emission);
        ref double to = ref MemoryMarshal.GetReference(alpha);
        for (int s = Begin(band); s < CtcScratch.Margin + band.To; s += Lanes)
        {
            Vector256<double> stay = Vector256.LoadUnsafe(ref a, (nuint)s);
            Vector256<double> next = Vector256.LoadUnsafe(ref a, (nuint)(s - 1));
            Vector256<double> over = Vector256.LoadUnsafe(ref a, (nuint)(s - 2)) + Vector256.LoadUnsafe(ref skip, (nuint)s);
            (LogSum3(stay, next, over) + Vector256.LoadUnsafe(ref emission, (nuint)s)).StoreUnsafe(ref to, (nuint)s);
        }
    }

    /// <summary>
    /// beta_t(s) = log(exp w(s) + exp w(s+1) + skip(s+2) exp w(s+2)) with w = beta_{t+1} + e_{t+1}: the log-probability of
    /// the rest of the target after state s at step t.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Backward(CtcScratch scratch, (int From, int To) band)
    {
        ref double w = ref MemoryMarshal.GetArrayDataReference(scratch.Ahead);
        ref double skip = ref MemoryMarshal.GetArrayDataReference(scratch.Skip);
        ref double to = ref MemoryMarshal.GetArrayDataReference(scratch.Beta);
        for (int s = Begin(band); s < CtcScratch.Margin + band.To; s += Lanes)
        {
            Vector256<double> stay = Vector256.LoadUnsafe(ref w, (nuint)s);
            Vector256<double> next = Vector256.LoadUnsafe(ref w, (nuint)(s + 1));
            Vector256<double> over = Vector256.LoadUnsafe(ref w, (nuint)(s + 2)) + Vector256.LoadUnsafe(ref skip, (nuint)(s + 2));
            LogSum3(stay, next, over).StoreUnsafe(ref to, (nuint)s);
        }
    }

    /// <summary>The cell of the whole vector that holds the band's first state.</summary>
    private static int Begin((int From, int To) band) => CtcScratch.Margin + band.From / Lanes * Lanes;

    /// <summary>log(exp a + exp b + exp c) = max + log(1 + exp(mid - max) + exp(min - max)); NaN where one is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LogSum3(Vector256<double> a, Vector256<double> b, Vector256<double> c)
    {
        Vector256<double> low = Vector256.Min(a, b), high = Vector256.Max(a, b);
        Vector256<double> max = Vector256.Max(high, c), mid = Vector256.Max(low, Vector256.Min(high, c)), min = Vector256.Min(low, c);
        Vector256<double> nothing = Vector256.Create(double.NegativeInfinity);
        Vector256<double> shift = Vector256.AndNot(max, Vector256.Equals(max, nothing)); // minus infinity -> 0
        return max + Vector256.Log(Vector256<double>.One + Vector256.Exp(mid - shift) + Vector256.Exp(min - shift));
    }
}
