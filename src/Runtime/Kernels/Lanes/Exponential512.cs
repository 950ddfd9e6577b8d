using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static LstmGen.CompilerServices.ExponentialConstants;

namespace LstmGen.CompilerServices;

/// <summary>Exponential, sigmoid and hyperbolic tangent of 16 floats; see <see cref="ExponentialConstants"/> for the method.</summary>
internal static class Exponential512
{
    /// <summary>x - n ln 2, for n in the low bits of <paramref name="shifted"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Remainder(Vector512<float> x, Vector512<float> shifted)
    {
        Vector512<float> n = shifted - Vector512.Create(Shifter);
        return Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), x));
    }

    /// <summary>2^n for n from -127 (where it is 0) to 128 (infinity); bits above the low nine do not matter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Power(Vector512<int> n) => (Vector512.ShiftLeft(n, 23) + Vector512.Create(ExponentBias)).AsSingle();

    /// <summary>e^r - 1 for |r| up to ln(2)/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ExpM1(Vector512<float> r)
    {
        Vector512<float> q = Vector512.FusedMultiplyAdd(Vector512.Create(C6), r, Vector512.Create(C5));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(C4));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(C3));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(C2));
        return Vector512.FusedMultiplyAdd(q * r, r, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.MinNative(Vector512.Create(ExpMax), Vector512.MaxNative(Vector512.Create(ExpMin), x));
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(Shifter));
        Vector512<float> r = Remainder(x, shifted);
        // Two factors 2^(n/2), so that neither leaves the range of normal numbers.
        Vector512<int> n = shifted.AsInt32() - Vector512.Create(Shifter).AsInt32(), half = Vector512.ShiftRightArithmetic(n, 1);
        return (ExpM1(r) + Vector512<float>.One) * Power(half) * Power(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        // The constant stands first: where an operand is NaN the instruction returns the second.
        Vector512<float> a = Vector512.MaxNative(Vector512.Create(-SigmoidLimit), x | Vector512.Create(-0f)); // -|x|
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(a, Vector512.Create(Log2E), Vector512.Create(BiasedShifter)),
            n = shifted - Vector512.Create(BiasedShifter);
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2), a);
        Vector512<float> r2 = r * r, low = Vector512.FusedMultiplyAdd(Vector512.Create(C3), r, Vector512.Create(C2)),
            high = Vector512.FusedMultiplyAdd(Vector512.Create(C5), r, Vector512.Create(C4));
        Vector512<float> q = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(Vector512.Create(C6), r2, high), r2, low),
            p = Vector512.FusedMultiplyAdd(q, r2, r); // e^r - 1
        Vector512<float> scale = BiasedPower(shifted); // zero at the limit
        Vector512<float> quotient = Vector512.FusedMultiplyAdd(
            scale, p, scale) / Vector512.FusedMultiplyAdd(scale, p, scale + Vector512<float>.One);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), Vector512<float>.One - quotient, quotient);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> a = Vector512.MinNative(Vector512.Create(TanhLimit), Vector512.Abs(x));
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(a, Vector512.Create(2 * Log2E), Vector512.Create(BiasedShifter)),
            n = shifted - Vector512.Create(BiasedShifter);
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2 / 2), a); // 2 a = n ln 2 + 2 r
        Vector512<float> r2 = r * r, low = Vector512.FusedMultiplyAdd(Vector512.Create(T3), r, Vector512.Create(T2)),
            high = Vector512.FusedMultiplyAdd(Vector512.Create(T5), r, Vector512.Create(T4));
        Vector512<float> q =
            Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(Vector512.Create(T6), r2, high), r2, low); // e^2r - 1 = 2 r + q r^2
        Vector512<float> scale = BiasedPower(shifted), r2Scaled = scale * r2,
            rest = Vector512.FusedMultiplyAdd(scale, r + r, scale - Vector512<float>.One);
        Vector512<float> e = Vector512.FusedMultiplyAdd(q, r2Scaled, rest),
            e2 = Vector512.FusedMultiplyAdd(q, r2Scaled, rest + Vector512.Create(2f));
        // e / (e + 2) where e is at most about 2, 1 - 2 / (e + 2) above: the smaller quotient rounds less. Asking x which it is does not
        // wait for e.
        Vector512<float> large = Vector512.GreaterThan(a, Vector512.Create(TanhHalf));
        Vector512<float> quotient = Vector512.ConditionalSelect(large, Vector512.Create(-2f), e) / e2;
        return (quotient + (large & Vector512<float>.One)) | (x & Vector512.Create(-0f));
    }

    /// <summary>2^n for n in the low bits of a sum with <see cref="BiasedShifter"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> BiasedPower(Vector512<float> shifted) => Vector512.ShiftLeft(shifted.AsInt32(), 23).AsSingle();
}
