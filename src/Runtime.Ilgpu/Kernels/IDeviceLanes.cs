using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>
/// What a cell's equations are written over on a device: as <see cref="LstmGen.CompilerServices.ILanes{TSelf}"/> on the processor, with
/// views in place of refs, so that the emitted equations are the same text.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDeviceLanes<TSelf> : ISlopeLanes<TSelf>, IFunctionLanes<TSelf>
    where TSelf : struct, IDeviceLanes<TSelf>
{
    /// <summary>The value at <paramref name="offset"/>.</summary>
    static abstract TSelf Load(ref readonly ArrayView<float> origin, int offset);

    /// <summary>The value at <paramref name="offset"/>.</summary>
    static abstract TSelf Load(ref readonly HiddenRow origin, int offset);

    /// <summary>Stores at <paramref name="offset"/>.</summary>
    static abstract void Store(TSelf value, ref readonly ArrayView<float> origin, int offset);

    /// <summary>Stores at <paramref name="offset"/>, in both places.</summary>
    static abstract void Store(TSelf value, ref readonly HiddenRow origin, int offset);

    /// <summary>Gate number <paramref name="offset"/> / 8 of the unit at hand.</summary>
    static abstract TSelf LoadPanels(ref readonly GateRegisters origin, int offset, int panelStride);

    /// <summary>Sets gate number <paramref name="offset"/> / 8 of the unit at hand.</summary>
    static abstract void StorePanels(TSelf value, ref GateRegisters origin, int offset, int panelStride);

    /// <summary>The gate at <paramref name="offset"/> of a row [panel][slot][8 units].</summary>
    static abstract TSelf LoadPanels(ref readonly ArrayView<float> origin, int offset, int panelStride);

    /// <summary>Stores a gate as <see cref="LoadPanels(ref readonly ArrayView{float}, int, int)"/> loads it.</summary>
    static abstract void StorePanels(TSelf value, ref readonly ArrayView<float> origin, int offset, int panelStride);

    /// <summary><paramref name="value"/>.</summary>
    static abstract TSelf Create(float value);

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a / b.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>The greater of both; NaN in either gives NaN.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The lesser of both; NaN in either gives NaN.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>|a|.</summary>
    static abstract TSelf Abs(TSelf a);

    /// <summary>a, or 0 where |a| is below 2^-95, as on a processor; NaN stays NaN.</summary>
    static abstract TSelf FlushTiny(TSelf a);

    /// <summary>Square root.</summary>
    static abstract TSelf Sqrt(TSelf a);

    /// <summary>1 / a.</summary>
    static abstract TSelf Reciprocal(TSelf a);

    /// <summary>e^a.</summary>
    static abstract TSelf Exp(TSelf a);

    /// <summary>1 / (1 + e^-a).</summary>
    static abstract TSelf Sigmoid(TSelf a);

    /// <summary>Hyperbolic tangent.</summary>
    static abstract TSelf Tanh(TSelf a);

    /// <summary>max(a, 0); NaN stays NaN.</summary>
    static abstract TSelf Relu(TSelf a);
}
