using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

/// <summary>Sums of probabilities that are held as logarithms; minus infinity stands for probability 0.</summary>
internal static class LogSum
{
    /// <summary>log(exp a + exp b).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Of(double a, double b)
    {
        double max = Math.Max(a, b), min = Math.Min(a, b); // NaN if either is
        return double.IsNegativeInfinity(min) ? max : max + Math.Log(1 + Math.Exp(min - max));
    }

    /// <summary>log sum_i exp x_i.</summary>
    internal static double Of(ReadOnlySpan<double> x)
    {
        double max = double.NegativeInfinity;
        foreach (double value in x)
            max = Math.Max(max, value);
        if (double.IsNegativeInfinity(max))
            return max;
        double sum = 0;
        foreach (double value in x)
            sum += Math.Exp(value - max);
        return max + Math.Log(sum);
    }
}
