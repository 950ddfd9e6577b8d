using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.CompilerServices;

public partial struct F32x16
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Log(F32x16 a) => new(Vector512.Log(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Log1p(F32x16 a) => FunctionLanes.Log1p(a);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Softplus(F32x16 a) => FunctionLanes.Softplus(a);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 GreaterThan(F32x16 a, F32x16 b) => new(Vector512.GreaterThan(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 GreaterThanOrEqual(F32x16 a, F32x16 b) => new(Vector512.GreaterThanOrEqual(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Equal(F32x16 a, F32x16 b) => new(Vector512.Equals(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Below(int unit, int count) =>
        new(Vector512.LessThan(Vector512<float>.Indices, Vector512.Create((float)(count - unit))));
}
