using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.CompilerServices;

/// <summary>4 floats in one 128-bit vector.</summary>
/// <param name="value">The vector.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public partial struct F32x4(Vector128<float> value) : ILanes<F32x4>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    internal Vector128<float> Value = value;

    /// <inheritdoc/>
    public static int Count { [MethodImpl(Inline)] get => 4; }

    /// <inheritdoc/>
    public static F32x4 Zero { [MethodImpl(Inline)] get => new(Vector128<float>.Zero); }

    /// <inheritdoc/>
    public static F32x4 One { [MethodImpl(Inline)] get => new(Vector128<float>.One); }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Load(ref readonly float origin, int offset) => new(Vector128.LoadUnsafe(in origin, (nuint)offset));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(F32x4 value, ref float origin, int offset) => value.Value.StoreUnsafe(ref origin, (nuint)offset);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 LoadPanels(ref readonly float origin, int offset, int panelStride)
        => Load(in origin, offset);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StorePanels(F32x4 value, ref float origin, int offset, int panelStride) => Store(value, ref origin, offset);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Create(float value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void CreateFour(ref readonly float origin, out F32x4 a, out F32x4 b, out F32x4 c, out F32x4 d)
    {
        (a, b, c, d) =
            (Create(origin), Create(Unsafe.Add(ref Unsafe.AsRef(in origin), 1)), Create(Unsafe.Add(ref Unsafe.AsRef(in origin), 2)),
                Create(Unsafe.Add(ref Unsafe.AsRef(in origin), 3)));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 operator +(F32x4 a, F32x4 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 operator -(F32x4 a, F32x4 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 operator *(F32x4 a, F32x4 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 operator /(F32x4 a, F32x4 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 operator -(F32x4 a) => new(-a.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 MultiplyAdd(F32x4 a, F32x4 b, F32x4 c) => new(Vector128.MultiplyAddEstimate(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddProduct(ref F32x4 sum, F32x4 a, F32x4 b) =>
        sum.Value = Vector128.MultiplyAddEstimate(a.Value, b.Value, sum.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddProduct(ref F32x4 sum, F32x4 a, ref readonly float origin, int offset)
        => sum.Value = Vector128.MultiplyAddEstimate(a.Value, Vector128.LoadUnsafe(in origin, (nuint)offset), sum.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Max(F32x4 a, F32x4 b) => new(Vector128.Max(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Min(F32x4 a, F32x4 b) => new(Vector128.Min(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Abs(F32x4 a) => new(Vector128.Abs(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 FlushTiny(F32x4 a)
        => new(Vector128.ConditionalSelect(
            Vector128.Equals(a.Value.AsUInt32() & Vector128.Create(Tiny.KeptBits), Vector128<uint>.Zero).AsSingle(),
            Vector128<float>.Zero, a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Sqrt(F32x4 a) => new(Vector128.Sqrt(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Reciprocal(F32x4 a) => new(Vector128<float>.One / a.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Exp(F32x4 a) => new(Exponential128.Exp(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Sigmoid(F32x4 a) => new(Exponential128.Sigmoid(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Tanh(F32x4 a) => new(Exponential128.Tanh(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Relu(F32x4 a) => new(Vector128.MaxNative(Vector128<float>.Zero, a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 GreaterThanZero(F32x4 a) => new(Vector128.GreaterThan(a.Value, Vector128<float>.Zero));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Select(F32x4 mask, F32x4 whenSet, F32x4 otherwise)
        => new(Vector128.ConditionalSelect(mask.Value, whenSet.Value, otherwise.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float Sum(F32x4 a) => (a.Value[0] + a.Value[2]) + (a.Value[1] + a.Value[3]);
}
