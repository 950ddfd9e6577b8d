using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LstmGen.CompilerServices;

/// <summary>8 floats in one 256-bit vector.</summary>
/// <param name="value">The vector.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public partial struct F32x8(Vector256<float> value) : ILanes<F32x8>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    internal Vector256<float> Value = value;

    /// <inheritdoc/>
    public static int Count { [MethodImpl(Inline)] get => 8; }

    /// <inheritdoc/>
    public static F32x8 Zero { [MethodImpl(Inline)] get => new(Vector256<float>.Zero); }

    /// <inheritdoc/>
    public static F32x8 One { [MethodImpl(Inline)] get => new(Vector256<float>.One); }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Load(ref readonly float origin, int offset) => new(Vector256.LoadUnsafe(in origin, (nuint)offset));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(F32x8 value, ref float origin, int offset) => value.Value.StoreUnsafe(ref origin, (nuint)offset);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 LoadPanels(ref readonly float origin, int offset, int panelStride)
        => Load(in origin, offset);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StorePanels(F32x8 value, ref float origin, int offset, int panelStride) => Store(value, ref origin, offset);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Create(float value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe void CreateFour(ref readonly float origin, out F32x8 a, out F32x8 b, out F32x8 c, out F32x8 d)
    {
        if (!Avx.IsSupported)
        {
            (a, b, c, d) =
                (Create(origin), Create(Unsafe.Add(ref Unsafe.AsRef(in origin), 1)), Create(Unsafe.Add(ref Unsafe.AsRef(in origin), 2)),
                    Create(Unsafe.Add(ref Unsafe.AsRef(in origin), 3)));
            return;
        }

        Vector256<float> four = Avx.BroadcastVector128ToVector256((float*)Unsafe.AsPointer(ref Unsafe.AsRef(in origin)));
        (a, b, c, d) =
            (new(Avx.Permute(four, 0x00)), new(Avx.Permute(four, 0x55)), new(Avx.Permute(four, 0xAA)), new(Avx.Permute(four, 0xFF)));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 operator +(F32x8 a, F32x8 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 operator -(F32x8 a, F32x8 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 operator *(F32x8 a, F32x8 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 operator /(F32x8 a, F32x8 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 operator -(F32x8 a) => new(-a.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 MultiplyAdd(F32x8 a, F32x8 b, F32x8 c) => new(Vector256.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddProduct(ref F32x8 sum, F32x8 a, F32x8 b) => sum.Value = Vector256.FusedMultiplyAdd(a.Value, b.Value, sum.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddProduct(ref F32x8 sum, F32x8 a, ref readonly float origin, int offset)
        => sum.Value = Vector256.FusedMultiplyAdd(a.Value, Vector256.LoadUnsafe(in origin, (nuint)offset), sum.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Max(F32x8 a, F32x8 b) => new(Vector256.Max(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Min(F32x8 a, F32x8 b) => new(Vector256.Min(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Abs(F32x8 a) => new(Vector256.Abs(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 FlushTiny(F32x8 a)
        => new(Vector256.ConditionalSelect(
            Vector256.Equals(a.Value.AsUInt32() & Vector256.Create(Tiny.KeptBits), Vector256<uint>.Zero).AsSingle(),
            Vector256<float>.Zero, a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Sqrt(F32x8 a) => new(Vector256.Sqrt(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Reciprocal(F32x8 a) => new(Vector256<float>.One / a.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Exp(F32x8 a) => new(Exponential256.Exp(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Sigmoid(F32x8 a) => new(Exponential256.Sigmoid(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Tanh(F32x8 a) => new(Exponential256.Tanh(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Relu(F32x8 a) => new(Vector256.MaxNative(Vector256<float>.Zero, a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 GreaterThanZero(F32x8 a) => new(Vector256.GreaterThan(a.Value, Vector256<float>.Zero));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Select(F32x8 mask, F32x8 whenSet, F32x8 otherwise)
        => new(Vector256.ConditionalSelect(mask.Value, whenSet.Value, otherwise.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float Sum(F32x8 a) => F32x4.Sum(new(a.Value.GetLower() + a.Value.GetUpper()));
}
