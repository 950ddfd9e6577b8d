using ILGPU;
using static LstmGen.CompilerServices.ExponentialConstants;

namespace LstmGen.CompilerServices;

/// <summary>
/// Exponential and what is made of it, by the processor's own method (<see cref="LstmGen.CompilerServices.ExponentialConstants"/>): the
/// approximations that GPUs offer are off by 5e-4. Limits are compared, not taken by min and max, so that NaN stays.
/// </summary>
internal static class Exponential
{
    /// <summary>e^x, relative error below 2e-7.</summary>
    public static float Exp(float x)
    {
        x = x > ExpMax ? ExpMax : x < ExpMin ? ExpMin : x;
        float shifted = x * Log2E + Shifter, n = shifted - Shifter;
        float r = x - n * Ln2High - n * Ln2Low;
        int power = Bits(shifted) - Bits(Shifter), half = power >> 1;
        return (Minus1(r) + 1f) * Power(half) * Power(power - half);
    }

    /// <summary>1 / (1 + e^-x), absolute error below 2e-7.</summary>
    public static float Sigmoid(float x)
    {
        float a = Limited(x, SigmoidLimit), shifted = BiasedShifter - a * Log2E, n = shifted - BiasedShifter;
        float scale = FromBits(Bits(shifted) << 23), e = scale * Minus1(-(n * Ln2 + a));
        float quotient = (e + scale) / (e + scale + 1f); // of -|x|
        return x > 0f ? 1f - quotient : quotient;
    }

    /// <summary>Hyperbolic tangent, absolute error below 2e-7, exact near zero.</summary>
    public static float Tanh(float x)
    {
        float a = Limited(x, TanhLimit), shifted = a * (2f * Log2E) + BiasedShifter, n = shifted - BiasedShifter;
        float r = a - n * (Ln2 / 2f);
        float p = ((((T6 * r + T5) * r + T4) * r + T3) * r + T2) * r + 2f;
        float scale = FromBits(Bits(shifted) << 23);
        float e = scale * (p * r) + (scale - 1f); // e^2|x| - 1
        float tanh = e > 2f ? 1f - 2f / (e + 2f) : e / (e + 2f);
        return x < 0f ? -tanh : tanh;
    }

    /// <summary>Natural logarithm of a positive x; relative error below 2e-7; infinity and NaN stay.</summary>
    /// <remarks>x = 2^n m with m from sqrt(1/2) to sqrt(2); log m = 2 artanh(s), s = (m - 1) / (m + 1), by its series to s^9.</remarks>
    public static float Log(float x)
    {
        if (!(x <= float.MaxValue))
            return x;
        int bits = Bits(x), power = (bits - HalfRoot) >> 23;
        float m = FromBits(bits - (power << 23)), s = (m - 1f) / (m + 1f), z = s * s;
        float series = (((z / 9f + 1f / 7f) * z + 1f / 5f) * z + 1f / 3f) * z;
        return power * Ln2High + (2f * s + (2f * s * series + power * Ln2Low));
    }

    /// <summary>log(1 + x) for a finite x of at least 0; relative error below 4e-7 near 0 too.</summary>
    /// <remarks>What rounding took from u = 1 + x is put right by x / (u - 1) (Kahan; see Goldberg 1991, theorem 4).</remarks>
    public static float Log1p(float x)
    {
        float u = 1f + x;
        return u == 1f ? x : Log(u) * (x / (u - 1f));
    }

    /// <summary>Natural logarithm of any x: -infinity at 0, NaN below.</summary>
    public static float LogOfAny(float x)
    {
        if (x < 0f)
            return float.NaN;
        if (x == 0f)
            return float.NegativeInfinity;
        return x < SmallestNormal ? Log(x * 8388608f) - 23f * Ln2 : Log(x);
    }

    /// <summary>log(1 + x) for any x above -1.</summary>
    public static float Log1pOfAny(float x)
    {
        float u = 1f + x;
        if (u == 1f)
            return x;
        return x > 1e8f ? LogOfAny(u) : LogOfAny(u) * (x / (u - 1f));
    }

    /// <summary>log(1 + e^x) without overflow.</summary>
    public static float Softplus(float x) => (x < 0f ? 0f : x) + Log1pOfAny(Exp(-IntrinsicMath.Abs(x)));

    private const float SmallestNormal = 1.17549435e-38f;

    private const int HalfRoot = 0x3F3504F3; // the bits of sqrt(1/2)

    // e^r - 1 for |r| up to ln(2)/2.
    private static float Minus1(float r) => ((((C6 * r + C5) * r + C4) * r + C3) * r + C2) * r * r + r;

    private static float Limited(float x, float limit)
    {
        float a = IntrinsicMath.Abs(x);
        return a > limit ? limit : a;
    }

    // 2^n for n from -127 (where it is 0) to 128 (infinity).
    private static float Power(int n) => FromBits((n << 23) + ExponentBias);

    private static int Bits(float x) => (int)Interop.FloatAsInt(x);

    private static float FromBits(int bits) => Interop.IntAsFloat((uint)bits);
}
