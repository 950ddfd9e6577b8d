using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.CompilerServices;

public partial struct F32x8
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Log(F32x8 a) => new(Vector256.Log(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Log1p(F32x8 a) => FunctionLanes.Log1p(a);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Softplus(F32x8 a) => FunctionLanes.Softplus(a);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 GreaterThan(F32x8 a, F32x8 b) => new(Vector256.GreaterThan(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 GreaterThanOrEqual(F32x8 a, F32x8 b) => new(Vector256.GreaterThanOrEqual(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Equal(F32x8 a, F32x8 b) => new(Vector256.Equals(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Below(int unit, int count) =>
        new(Vector256.LessThan(Vector256<float>.Indices, Vector256.Create((float)(count - unit))));
}
