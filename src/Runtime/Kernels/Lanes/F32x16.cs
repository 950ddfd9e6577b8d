using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LstmGen.CompilerServices;

/// <summary>16 floats in one 512-bit vector.</summary>
/// <param name="value">The vector.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public partial struct F32x16(Vector512<float> value) : ILanes<F32x16>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    internal Vector512<float> Value = value;

    /// <inheritdoc/>
    public static int Count { [MethodImpl(Inline)] get => 16; }

    /// <inheritdoc/>
    public static F32x16 Zero { [MethodImpl(Inline)] get => new(Vector512<float>.Zero); }

    /// <inheritdoc/>
    public static F32x16 One { [MethodImpl(Inline)] get => new(Vector512<float>.One); }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Load(ref readonly float origin, int offset) => new(Vector512.LoadUnsafe(in origin, (nuint)offset));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(F32x16 value, ref float origin, int offset) => value.Value.StoreUnsafe(ref origin, (nuint)offset);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 LoadPanels(ref readonly float origin, int offset, int panelStride)
        =>
            new(
                Vector256.LoadUnsafe(in origin, (nuint)offset).ToVector512Unsafe()
                    .WithUpper(Vector256.LoadUnsafe(in origin, (nuint)(offset + panelStride))));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StorePanels(F32x16 value, ref float origin, int offset, int panelStride)
    {
        value.Value.GetLower().StoreUnsafe(ref origin, (nuint)offset);
        value.Value.GetUpper().StoreUnsafe(ref origin, (nuint)(offset + panelStride));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Create(float value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe void CreateFour(ref readonly float origin, out F32x16 a, out F32x16 b, out F32x16 c, out F32x16 d)
    {
        if (!Avx512F.IsSupported)
        {
            (a, b, c, d) =
                (Create(origin), Create(Unsafe.Add(ref Unsafe.AsRef(in origin), 1)), Create(Unsafe.Add(ref Unsafe.AsRef(in origin), 2)),
                    Create(Unsafe.Add(ref Unsafe.AsRef(in origin), 3)));
            return;
        }

        Vector512<float> four = Avx512F.BroadcastVector128ToVector512((float*)Unsafe.AsPointer(ref Unsafe.AsRef(in origin)));
        (a, b, c, d) =
            (new(Avx512F.Permute4x32(four, 0x00)), new(Avx512F.Permute4x32(four, 0x55)), new(Avx512F.Permute4x32(four, 0xAA)),
                new(Avx512F.Permute4x32(four, 0xFF)));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 operator +(F32x16 a, F32x16 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 operator -(F32x16 a, F32x16 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 operator *(F32x16 a, F32x16 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 operator /(F32x16 a, F32x16 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 operator -(F32x16 a) => new(-a.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 MultiplyAdd(F32x16 a, F32x16 b, F32x16 c) => new(Vector512.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddProduct(ref F32x16 sum, F32x16 a, F32x16 b) =>
        sum.Value = Vector512.FusedMultiplyAdd(a.Value, b.Value, sum.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddProduct(ref F32x16 sum, F32x16 a, ref readonly float origin, int offset)
        => sum.Value = Vector512.FusedMultiplyAdd(a.Value, Vector512.LoadUnsafe(in origin, (nuint)offset), sum.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Max(F32x16 a, F32x16 b) => new(Vector512.Max(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Min(F32x16 a, F32x16 b) => new(Vector512.Min(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Abs(F32x16 a) => new(Vector512.Abs(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 FlushTiny(F32x16 a)
        => new(Vector512.ConditionalSelect(
            Vector512.Equals(a.Value.AsUInt32() & Vector512.Create(Tiny.KeptBits), Vector512<uint>.Zero).AsSingle(),
            Vector512<float>.Zero, a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Sqrt(F32x16 a) => new(Vector512.Sqrt(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Reciprocal(F32x16 a) => new(Vector512<float>.One / a.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Exp(F32x16 a) => new(Exponential512.Exp(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Sigmoid(F32x16 a) => new(Exponential512.Sigmoid(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Tanh(F32x16 a) => new(Exponential512.Tanh(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Relu(F32x16 a) => new(Vector512.MaxNative(Vector512<float>.Zero, a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 GreaterThanZero(F32x16 a) => new(Vector512.GreaterThan(a.Value, Vector512<float>.Zero));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Select(F32x16 mask, F32x16 whenSet, F32x16 otherwise)
        => new(Vector512.ConditionalSelect(mask.Value, whenSet.Value, otherwise.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float Sum(F32x16 a) => F32x8.Sum(new(a.Value.GetLower() + a.Value.GetUpper()));
}
