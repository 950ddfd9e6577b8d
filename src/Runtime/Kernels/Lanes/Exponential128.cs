using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static LstmGen.CompilerServices.ExponentialConstants;

namespace LstmGen.CompilerServices;

/// <summary>Exponential, sigmoid and hyperbolic tangent of 4 floats; see <see cref="ExponentialConstants"/> for the method.</summary>
internal static class Exponential128
{
    /// <summary>x - n ln 2, for n in the low bits of <paramref name="shifted"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Remainder(Vector128<float> x, Vector128<float> shifted)
    {
        Vector128<float> n = shifted - Vector128.Create(Shifter);
        return Vector128.MultiplyAddEstimate(n, Vector128.Create(-Ln2Low), Vector128.MultiplyAddEstimate(n, Vector128.Create(-Ln2High), x));
    }

    /// <summary>2^n for n from -127 (where it is 0) to 128 (infinity); bits above the low nine do not matter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Power(Vector128<int> n) => (Vector128.ShiftLeft(n, 23) + Vector128.Create(ExponentBias)).AsSingle();

    /// <summary>e^r - 1 for |r| up to ln(2)/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ExpM1(Vector128<float> r)
    {
        Vector128<float> q = Vector128.MultiplyAddEstimate(Vector128.Create(C6), r, Vector128.Create(C5));
        q = Vector128.MultiplyAddEstimate(q, r, Vector128.Create(C4));
        q = Vector128.MultiplyAddEstimate(q, r, Vector128.Create(C3));
        q = Vector128.MultiplyAddEstimate(q, r, Vector128.Create(C2));
        return Vector128.MultiplyAddEstimate(q * r, r, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x)
    {
        x = Vector128.MinNative(Vector128.Create(ExpMax), Vector128.MaxNative(Vector128.Create(ExpMin), x));
        Vector128<float> shifted = Vector128.MultiplyAddEstimate(x, Vector128.Create(Log2E), Vector128.Create(Shifter));
        Vector128<float> r = Remainder(x, shifted);
        // Two factors 2^(n/2), so that neither leaves the range of normal numbers.
        Vector128<int> n = shifted.AsInt32() - Vector128.Create(Shifter).AsInt32(), half = Vector128.ShiftRightArithmetic(n, 1);
        return (ExpM1(r) + Vector128<float>.One) * Power(half) * Power(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> x)
    {
        // The constant stands first: where an operand is NaN the instruction returns the second.
        Vector128<float> a = Vector128.MaxNative(Vector128.Create(-SigmoidLimit), x | Vector128.Create(-0f)); // -|x|
        Vector128<float> shifted = Vector128.MultiplyAddEstimate(a, Vector128.Create(Log2E), Vector128.Create(BiasedShifter)),
            n = shifted - Vector128.Create(BiasedShifter);
        Vector128<float> r = Vector128.MultiplyAddEstimate(n, Vector128.Create(-Ln2), a);
        Vector128<float> r2 = r * r, low = Vector128.MultiplyAddEstimate(Vector128.Create(C3), r, Vector128.Create(C2)),
            high = Vector128.MultiplyAddEstimate(Vector128.Create(C5), r, Vector128.Create(C4));
        Vector128<float> q = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(Vector128.Create(C6), r2, high), r2, low),
            p = Vector128.MultiplyAddEstimate(q, r2, r); // e^r - 1
        Vector128<float> scale = BiasedPower(shifted); // zero at the limit
        Vector128<float> quotient = Vector128.MultiplyAddEstimate(
            scale, p, scale) / Vector128.MultiplyAddEstimate(scale, p, scale + Vector128<float>.One);
        return SelectNegative(x, quotient, Vector128<float>.One - quotient);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x)
    {
        Vector128<float> a = Vector128.MinNative(Vector128.Create(TanhLimit), Vector128.Abs(x));
        Vector128<float> shifted = Vector128.MultiplyAddEstimate(a, Vector128.Create(2 * Log2E), Vector128.Create(BiasedShifter)),
            n = shifted - Vector128.Create(BiasedShifter);
        Vector128<float> r = Vector128.MultiplyAddEstimate(n, Vector128.Create(-Ln2 / 2), a); // 2 a = n ln 2 + 2 r
        Vector128<float> r2 = r * r, low = Vector128.MultiplyAddEstimate(Vector128.Create(T3), r, Vector128.Create(T2)),
            high = Vector128.MultiplyAddEstimate(Vector128.Create(T5), r, Vector128.Create(T4));
        Vector128<float> q =
            Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(Vector128.Create(T6), r2, high), r2, low); // e^2r - 1 = 2 r + q r^2
        Vector128<float> scale = BiasedPower(shifted), r2Scaled = scale * r2,
            rest = Vector128.MultiplyAddEstimate(scale, r + r, scale - Vector128<float>.One);
        Vector128<float> e = Vector128.MultiplyAddEstimate(q, r2Scaled, rest),
            e2 = Vector128.MultiplyAddEstimate(q, r2Scaled, rest + Vector128.Create(2f));
        // e / (e + 2) where e is at most about 2, 1 - 2 / (e + 2) above: the smaller quotient rounds less. Asking x which it is does not
        // wait for e.
        Vector128<float> large = Vector128.GreaterThan(a, Vector128.Create(TanhHalf));
        Vector128<float> quotient = SelectNegative(large, Vector128.Create(-2f), e) / e2;
        return (quotient + (large & Vector128<float>.One)) | (x & Vector128.Create(-0f));
    }

    /// <summary>By the sign bit of each lane: one instruction, where a comparison takes two more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> SelectNegative(
        Vector128<float> sign, Vector128<float> whenNegative, Vector128<float> otherwise) => Sse41.IsSupported
        ? Sse41.BlendVariable(otherwise, whenNegative, sign)
        : Vector128.ConditionalSelect(Vector128.ShiftRightArithmetic(sign.AsInt32(), 31).AsSingle(), whenNegative, otherwise);

    /// <summary>2^n for n in the low bits of a sum with <see cref="BiasedShifter"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> BiasedPower(Vector128<float> shifted) => Vector128.ShiftLeft(shifted.AsInt32(), 23).AsSingle();
}
