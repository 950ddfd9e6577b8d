using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.CompilerServices;

public partial struct F32x4
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Log(F32x4 a) => new(Vector128.Log(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Log1p(F32x4 a) => FunctionLanes.Log1p(a);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Softplus(F32x4 a) => FunctionLanes.Softplus(a);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 GreaterThan(F32x4 a, F32x4 b) => new(Vector128.GreaterThan(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 GreaterThanOrEqual(F32x4 a, F32x4 b) => new(Vector128.GreaterThanOrEqual(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Equal(F32x4 a, F32x4 b) => new(Vector128.Equals(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Below(int unit, int count) =>
        new(Vector128.LessThan(Vector128<float>.Indices, Vector128.Create((float)(count - unit))));
}
