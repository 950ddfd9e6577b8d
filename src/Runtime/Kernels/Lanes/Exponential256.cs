using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static LstmGen.CompilerServices.ExponentialConstants;

namespace LstmGen.CompilerServices;

/// <summary>Exponential, sigmoid and hyperbolic tangent of 8 floats; see <see cref="ExponentialConstants"/> for the method.</summary>
internal static class Exponential256
{
    /// <summary>x - n ln 2, for n in the low bits of <paramref name="shifted"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Remainder(Vector256<float> x, Vector256<float> shifted)
    {
        Vector256<float> n = shifted - Vector256.Create(Shifter);
        return Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2Low), Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), x));
    }

    /// <summary>2^n for n from -127 (where it is 0) to 128 (infinity); bits above the low nine do not matter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Power(Vector256<int> n) => (Vector256.ShiftLeft(n, 23) + Vector256.Create(ExponentBias)).AsSingle();

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
        x = Vector256.MinNative(Vector256.Create(ExpMax), Vector256.MaxNative(Vector256.Create(ExpMin), x));
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(Log2E), Vector256.Create(Shifter));
        Vector256<float> r = Remainder(x, shifted);
        // Two factors 2^(n/2), so that neither leaves the range of normal numbers.
        Vector256<int> n = shifted.AsInt32() - Vector256.Create(Shifter).AsInt32(), half = Vector256.ShiftRightArithmetic(n, 1);
        return (ExpM1(r) + Vector256<float>.One) * Power(half) * Power(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x)
    {
        // The constant stands first: where an operand is NaN the instruction returns the second.
        Vector256<float> a = Vector256.MaxNative(Vector256.Create(-SigmoidLimit), x | Vector256.Create(-0f)); // -|x|
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(a, Vector256.Create(Log2E), Vector256.Create(BiasedShifter)),
            n = shifted - Vector256.Create(BiasedShifter);
        Vector256<float> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2), a);
        Vector256<float> r2 = r * r, low = Vector256.FusedMultiplyAdd(Vector256.Create(C3), r, Vector256.Create(C2)),
            high = Vector256.FusedMultiplyAdd(Vector256.Create(C5), r, Vector256.Create(C4));
        Vector256<float> q = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(Vector256.Create(C6), r2, high), r2, low),
            p = Vector256.FusedMultiplyAdd(q, r2, r); // e^r - 1
        Vector256<float> scale = BiasedPower(shifted); // zero at the limit
        Vector256<float> quotient = Vector256.FusedMultiplyAdd(
            scale, p, scale) / Vector256.FusedMultiplyAdd(scale, p, scale + Vector256<float>.One);
        return SelectNegative(x, quotient, Vector256<float>.One - quotient);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x)
    {
        Vector256<float> a = Vector256.MinNative(Vector256.Create(TanhLimit), Vector256.Abs(x));
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(a, Vector256.Create(2 * Log2E), Vector256.Create(BiasedShifter)),
            n = shifted - Vector256.Create(BiasedShifter);
        Vector256<float> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2 / 2), a); // 2 a = n ln 2 + 2 r
        Vector256<float> r2 = r * r, low = Vector256.FusedMultiplyAdd(Vector256.Create(T3), r, Vector256.Create(T2)),
            high = Vector256.FusedMultiplyAdd(Vector256.Create(T5), r, Vector256.Create(T4));
        Vector256<float> q =
            Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(Vector256.Create(T6), r2, high), r2, low); // e^2r - 1 = 2 r + q r^2
        Vector256<float> scale = BiasedPower(shifted), r2Scaled = scale * r2,
            rest = Vector256.FusedMultiplyAdd(scale, r + r, scale - Vector256<float>.One);
        Vector256<float> e = Vector256.FusedMultiplyAdd(q, r2Scaled, rest),
            e2 = Vector256.FusedMultiplyAdd(q, r2Scaled, rest + Vector256.Create(2f));
        // e / (e + 2) where e is at most about 2, 1 - 2 / (e + 2) above: the smaller quotient rounds less. Asking x which it is does not
        // wait for e.
        Vector256<float> large = Vector256.GreaterThan(a, Vector256.Create(TanhHalf));
        Vector256<float> quotient = SelectNegative(large, Vector256.Create(-2f), e) / e2;
        return (quotient + (large & Vector256<float>.One)) | (x & Vector256.Create(-0f));
    }

    /// <summary>By the sign bit of each lane: one instruction, where a comparison takes two more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> SelectNegative(
        Vector256<float> sign, Vector256<float> whenNegative, Vector256<float> otherwise) => Avx.IsSupported
        ? Avx.BlendVariable(otherwise, whenNegative, sign)
        : Vector256.ConditionalSelect(Vector256.ShiftRightArithmetic(sign.AsInt32(), 31).AsSingle(), whenNegative, otherwise);

    /// <summary>2^n for n in the low bits of a sum with <see cref="BiasedShifter"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> BiasedPower(Vector256<float> shifted) => Vector256.ShiftLeft(shifted.AsInt32(), 23).AsSingle();
}
