using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static LstmGen.Kernels.ExponentialConstants;

namespace LstmGen.Kernels;

/// <summary>Exponential, sigmoid and hyperbolic tangent of 8 floats; see <see cref="ExponentialConstants"/> for the method.</summary>
internal static class Exponential256
{
    /// <summary>2^n and e^r - 1, where x = n ln 2 + r. x lies in the range where 2^n has a biased exponent of 0 to 255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Scale, Vector256<float> R) Split(Vector256<float> x)
    {
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(Log2E), Vector256.Create(Shifter));
        Vector256<float> n = shifted - Vector256.Create(Shifter);
        Vector256<float> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), x);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2Low), r);
        return (((Vector256.ShiftLeft(shifted.AsInt32(), 23)) + Vector256.Create(ExponentBias)).AsSingle(), ExpM1(r));
    }

    /// <summary>e^r - 1 for |r| up to ln(2)/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExpM1(Vector256<float> r)
    {
        Vector256<float> q = Vector256.FusedMultiplyAdd(Vector256.Create(C6), r, Vector256.Create(C5));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(C4));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(C3));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(C2));
        return Vector256.FusedMultiplyAdd(q * r, r, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        // The factor is split in two, so that results near the largest float do not overflow early; below the smallest normal it is zero.
        x = Vector256.MinNative(Vector256.Create(ExpMax), Vector256.MaxNative(Vector256.Create(ExpMin), x));
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(Log2E), Vector256.Create(Shifter));
        Vector256<float> n = shifted - Vector256.Create(Shifter);
        Vector256<float> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), x);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2Low), r);
        // 2^(n-1), doubled at the end: n - 1 fits the exponent field for every n here.
        Vector256<float> scale = (Vector256.ShiftLeft(shifted.AsInt32(), 23) + Vector256.Create(ExponentBias - (1 << 23))).AsSingle();
        return Vector256.FusedMultiplyAdd(scale, ExpM1(r), scale) * Vector256.Create(2f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x)
    {
        // The constant stands first: where an operand is NaN the instruction returns the second.
        x = Vector256.MinNative(Vector256.Create(SigmoidLimit), Vector256.MaxNative(Vector256.Create(-SigmoidLimit), x));
        (Vector256<float> scale, Vector256<float> m) = Split(-x);
        // At the limit the scale is infinity and the result zero.
        return Vector256<float>.One / Vector256.FusedMultiplyAdd(scale, m + Vector256<float>.One, Vector256<float>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x)
    {
        x = Vector256.MinNative(Vector256.Create(TanhLimit), Vector256.MaxNative(Vector256.Create(-TanhLimit), x));
        (Vector256<float> scale, Vector256<float> m) = Split(x + x);
        Vector256<float> e = Vector256.FusedMultiplyAdd(scale, m, scale - Vector256<float>.One);
        return e / (e + Vector256.Create(2f));
    }
}
