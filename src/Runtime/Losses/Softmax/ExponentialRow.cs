using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LstmGen.CompilerServices;

/// <summary>Passes over one row of logits, 8 lanes wide on every machine, so that results do not depend on it.</summary>
internal static class ExponentialRow
{
    private const int Lanes = 8;

    /// <summary>The largest value; NaN if there is one.</summary>
    internal static float Max(ReadOnlySpan<float> x) => TensorPrimitives.Max(x);

    /// <summary>exp(x_c - max), to <paramref name="result"/> unless it is empty, and their sum in double.</summary>
    /// <param name="x">The row.</param>
    /// <param name="max">Its largest value.</param>
    /// <param name="result">As long as <paramref name="x"/>, or empty; may be <paramref name="x"/> itself.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Exponentials(ReadOnlySpan<float> x, float max, Span<float> result)
    {
        Vector256<double> low = Vector256<double>.Zero, high = Vector256<double>.Zero;
        Vector256<float> shift = Vector256.Create(max);
        ref float from = ref MemoryMarshal.GetReference(x);
        ref float to = ref MemoryMarshal.GetReference(result);
        bool store = !result.IsEmpty;
        int i = 0;
        for (; i <= x.Length - Lanes; i += Lanes)
        {
            Vector256<float> e = Exp(Vector256.LoadUnsafe(ref from, (nuint)i) - shift);
            if (store)
                e.StoreUnsafe(ref to, (nuint)i);
            (Vector256<double> l, Vector256<double> h) = Vector256.Widen(e);
            low += l;
            high += h;
        }

        double sum = Vector256.Sum(low + high);
        if (i < x.Length)
        {
            Span<float> tail = stackalloc float[Lanes];
            tail.Fill(float.NegativeInfinity);
            x[i..].CopyTo(tail);
            Vector256<float> e = Exp(Vector256.Create<float>(tail) - shift);
            e.CopyTo(tail);
            for (int k = i; k < x.Length; k++)
                sum += tail[k - i];
            if (store)
                tail[..(x.Length - i)].CopyTo(result[i..]);
        }

        return sum;
    }

    /// <summary>sum_c w_c (x_c - max) in double; every weight is 1 where <paramref name="weights"/> is empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double WeightedSum(ReadOnlySpan<float> x, float max, ReadOnlySpan<float> weights)
    {
        Vector256<double> low = Vector256<double>.Zero, high = Vector256<double>.Zero;
        Vector256<float> shift = Vector256.Create(max), one = Vector256.Create(1f);
        int i = 0;
        for (; i <= x.Length - Lanes; i += Lanes)
        {
            Vector256<float> w = weights.IsEmpty ? one : Vector256.Create(weights[i..]);
            (Vector256<double> dl, Vector256<double> dh) = Vector256.Widen(Vector256.Create(x[i..]) - shift);
            (Vector256<double> wl, Vector256<double> wh) = Vector256.Widen(w);
            low += wl * dl;
            high += wh * dh;
        }

        double sum = Vector256.Sum(low + high);
        for (; i < x.Length; i++)
            sum += (weights.IsEmpty ? 1.0 : weights[i]) * (x[i] - max);
        return sum;
    }

    /// <summary>
    /// exp(x) for x of at most 0: x = n ln 2 + r, 2^n by the exponent bits, exp(r) by its Taylor series to r^7 (relative
    /// remainder 5e-9 at |r| = ln 2 / 2). What would be subnormal is 0; NaN stays NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp(Vector256<float> x)
    {
        Vector256<float> least = Vector256.Create(-87.3f);
        Vector256<float> clamped = Vector256.ConditionalSelect(Vector256.LessThan(x, least), least, x);
        Vector256<float> n = Vector256.Round(clamped * Vector256.Create(1.442695041f));

        // ln 2 in two parts; the first has 15 trailing zero bits, so that n times it is exact.
        Vector256<float> r = Vector256.MultiplyAddEstimate(n, Vector256.Create(-0.693359375f), clamped);
        r = Vector256.MultiplyAddEstimate(n, Vector256.Create(2.12194440e-4f), r);

        Vector256<float> p = Vector256.Create(1f / 5040);
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(1f / 720));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(1f / 120));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(1f / 24));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(1f / 6));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(0.5f));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256<float>.One);
        p = Vector256.MultiplyAddEstimate(p, r, Vector256<float>.One);

        Vector256<int> exponent = (Vector256.ConvertToInt32Native(n) + Vector256.Create(127)) << 23;
        return Vector256.AndNot(p * exponent.AsSingle(), Vector256.LessThan(x, least));
    }
}
