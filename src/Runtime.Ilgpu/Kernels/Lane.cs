using System.ComponentModel;
using ILGPU;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>One float of one thread: the width at which a cell's equations run on a device.</summary>
/// <param name="value">The float.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lane(float value) : IDeviceLanes<Lane>, IArithmetic<Lane>
{
    // 2^-95.
    private const float Tiny = 2.524354897e-29f;

    /// <summary>The float.</summary>
    public float Value { get; } = value;

    /// <inheritdoc/>
    public static Lane Zero => new(0f);

    /// <inheritdoc/>
    public static Lane One => new(1f);

    /// <inheritdoc/>
    public static Lane Load(ref readonly ArrayView<float> origin, int offset) => new(origin[offset]);

    /// <inheritdoc/>
    public static Lane Load(ref readonly HiddenRow origin, int offset) => new(origin.Stored[offset]);

    /// <inheritdoc/>
    public static void Store(Lane value, ref readonly ArrayView<float> origin, int offset) => origin[offset] = value.Value;

    /// <inheritdoc/>
    public static void Store(Lane value, ref readonly HiddenRow origin, int offset)
    {
        origin.Stored[offset] = value.Value;
        origin.Shared[offset] = value.Value;
    }

    /// <inheritdoc/>
    public static Lane LoadPanels(ref readonly GateRegisters origin, int offset, int panelStride) => new(origin.Get(offset / 8));

    /// <inheritdoc/>
    public static void StorePanels(Lane value, ref GateRegisters origin, int offset, int panelStride) =>
        origin.Set(offset / 8, value.Value);

    /// <inheritdoc/>
    public static Lane LoadPanels(ref readonly ArrayView<float> origin, int offset, int panelStride) => new(origin[offset]);

    /// <inheritdoc/>
    public static void StorePanels(Lane value, ref readonly ArrayView<float> origin, int offset, int panelStride) =>
        origin[offset] = value.Value;

    /// <inheritdoc/>
    public static Lane Create(float value) => new(value);

    /// <inheritdoc/>
    public static Lane operator +(Lane a, Lane b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    public static Lane operator -(Lane a, Lane b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    public static Lane operator *(Lane a, Lane b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    public static Lane operator /(Lane a, Lane b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    public static Lane operator -(Lane a) => new(-a.Value);

    /// <inheritdoc/>
    public static Lane MultiplyAdd(Lane a, Lane b, Lane c) => new(a.Value * b.Value + c.Value);

    /// <inheritdoc/>
    public static Lane Max(Lane a, Lane b) => a.Value > b.Value || a.Value != a.Value ? a : b;

    /// <inheritdoc/>
    public static Lane Min(Lane a, Lane b) => a.Value < b.Value || a.Value != a.Value ? a : b;

    /// <inheritdoc/>
    public static Lane Abs(Lane a) => new(IntrinsicMath.Abs(a.Value));

    /// <inheritdoc/>
    public static Lane FlushTiny(Lane a) => IntrinsicMath.Abs(a.Value) < Tiny ? Zero : a;

    /// <inheritdoc/>
    public static Lane Sqrt(Lane a) => new(MathF.Sqrt(a.Value));

    /// <inheritdoc/>
    public static Lane Reciprocal(Lane a) => new(1f / a.Value);

    /// <inheritdoc/>
    public static Lane Exp(Lane a) => new(Exponential.Exp(a.Value));

    /// <inheritdoc/>
    public static Lane Sigmoid(Lane a) => new(Exponential.Sigmoid(a.Value));

    /// <inheritdoc/>
    public static Lane Tanh(Lane a) => new(Exponential.Tanh(a.Value));

    /// <inheritdoc/>
    public static Lane Relu(Lane a) => a.Value < 0f ? Zero : a;

    /// <inheritdoc/>
    public static Lane GreaterThanZero(Lane a) => a.Value > 0f ? One : Zero;

    /// <inheritdoc/>
    public static Lane Select(Lane mask, Lane whenSet, Lane otherwise) => mask.Value != 0f ? whenSet : otherwise;

    /// <inheritdoc/>
    public static Lane Log(Lane a) => new(Exponential.LogOfAny(a.Value));

    /// <inheritdoc/>
    public static Lane Log1p(Lane a) => new(Exponential.Log1pOfAny(a.Value));

    /// <inheritdoc/>
    public static Lane Softplus(Lane a) => new(Exponential.Softplus(a.Value));

    /// <inheritdoc/>
    public static Lane GreaterThan(Lane a, Lane b) => a.Value > b.Value ? One : Zero;

    /// <inheritdoc/>
    public static Lane GreaterThanOrEqual(Lane a, Lane b) => a.Value >= b.Value ? One : Zero;

    /// <inheritdoc/>
    public static Lane Equal(Lane a, Lane b) => a.Value == b.Value ? One : Zero;

    /// <inheritdoc/>
    public static Lane Below(int unit, int count) => unit < count ? One : Zero;
}
