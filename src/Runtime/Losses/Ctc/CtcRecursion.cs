using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Losses;

/// <summary>The forward and backward recursions of CTC over one row of states (Graves et al. 2006, equations 6 to 11).</summary>
internal static class CtcRecursion
{
    private const int Lanes = 4;

    /// <summary>
    /// alpha_t(s) = e_t(s) + log(exp alpha_{t-1}(s) + exp alpha_{t-1}(s-1) + skip(s) exp alpha_{t-1}(s-2)), where the last
    /// term is left out for a blank and for a label that repeats the one before.
    /// </summary>
    internal static void Forward(CtcScratch scratch, ReadOnlySpan<double> before, Span<double> alpha)
    {
        ref double a = ref MemoryMarshal.GetReference(before);
        ref double skip = ref MemoryMarshal.GetArrayDataReference(scratch.Skip);
        ref double emission = ref MemoryMarshal.GetArrayDataReference(scratch.Emission);
        ref double to = ref MemoryMarshal.GetReference(alpha);
        for (int s = CtcScratch.Margin; s < scratch.RowLength - CtcScratch.Margin; s += Lanes)
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
    internal static void Backward(CtcScratch scratch)
    {
        ref double w = ref MemoryMarshal.GetArrayDataReference(scratch.Ahead);
        ref double skip = ref MemoryMarshal.GetArrayDataReference(scratch.Skip);
        ref double to = ref MemoryMarshal.GetArrayDataReference(scratch.Beta);
        for (int s = CtcScratch.Margin; s < scratch.RowLength - CtcScratch.Margin; s += Lanes)
        {
            Vector256<double> stay = Vector256.LoadUnsafe(ref w, (nuint)s);
            Vector256<double> next = Vector256.LoadUnsafe(ref w, (nuint)(s + 1));
            Vector256<double> over = Vector256.LoadUnsafe(ref w, (nuint)(s + 2)) + Vector256.LoadUnsafe(ref skip, (nuint)(s + 2));
            LogSum3(stay, next, over).StoreUnsafe(ref to, (nuint)s);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LogSum3(Vector256<double> a, Vector256<double> b, Vector256<double> c)
    {
        Vector256<double> max = Vector256.Max(a, Vector256.Max(b, c)); // NaN where one is
        Vector256<double> nothing = Vector256.Create(double.NegativeInfinity);
        Vector256<double> shift = Vector256.AndNot(max, Vector256.Equals(max, nothing)); // minus infinity -> 0
        return shift + Vector256.Log(Vector256.Exp(a - shift) + Vector256.Exp(b - shift) + Vector256.Exp(c - shift));
    }
}
