using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>
/// A vector of floats of some width, so that one generic gate pass serves every SIMD level. Implementations wrap one hardware vector and
/// cost nothing over it.
/// </summary>
/// <typeparam name="TSelf">The vector type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILanes<TSelf> : ISlopeLanes<TSelf>, IFunctionLanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Floats in the vector.</summary>
    static abstract int Count { get; }

    /// <summary>Loads <see cref="Count"/> floats at <paramref name="offset"/>. Bounds are the caller's duty.</summary>
    static abstract TSelf Load(ref readonly float origin, int offset);

    /// <summary>Stores <see cref="Count"/> floats at <paramref name="offset"/>. Bounds are the caller's duty.</summary>
    static abstract void Store(TSelf value, ref float origin, int offset);

    /// <summary>
    /// Loads one gate: eight floats at <paramref name="offset"/> and, in a vector of sixteen, eight more at <paramref name="offset"/> +
    /// <paramref name="panelStride"/>.
    /// </summary>
    static abstract TSelf LoadPanels(ref readonly float origin, int offset, int panelStride);

    /// <summary>Stores one gate as <see cref="LoadPanels"/> loads it.</summary>
    static abstract void StorePanels(TSelf value, ref float origin, int offset, int panelStride);

    /// <summary>All lanes <paramref name="value"/>.</summary>
    static abstract TSelf Create(float value);

    /// <summary>
    /// The float at <paramref name="origin"/> in all lanes, and each of the three after it likewise: one read of memory where the processor
    /// can. Bounds are the caller's duty, who does not let it move.
    /// </summary>
    static abstract void CreateFour(ref readonly float origin, out TSelf a, out TSelf b, out TSelf c, out TSelf d);

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a / b, correctly rounded.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>sum += a * b, rounded once: one instruction, whatever of the three is needed afterwards.</summary>
    static abstract void AddProduct(ref TSelf sum, TSelf a, TSelf b);

    /// <summary>sum += a * (the floats at <paramref name="offset"/>): one instruction that reads its operand from memory.</summary>
    static abstract void AddProduct(ref TSelf sum, TSelf a, ref readonly float origin, int offset);

    /// <summary>The greater of each pair of lanes; NaN in either gives NaN.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The lesser of each pair of lanes; NaN in either gives NaN.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>|a|.</summary>
    static abstract TSelf Abs(TSelf a);

    /// <summary>
    /// a, or 0 where |a| is below 2^-95; NaN stays NaN. What a step hands to the next goes through it: a value that shrinks at every step
    /// would become subnormal, and processors take a hundred times as long over subnormal numbers.
    /// </summary>
    static abstract TSelf FlushTiny(TSelf a);

    /// <summary>Square root.</summary>
    static abstract TSelf Sqrt(TSelf a);

    /// <summary>1 / a, correctly rounded.</summary>
    static abstract TSelf Reciprocal(TSelf a);

    /// <summary>e^a; overflows to infinity, NaN stays NaN. Relative error below 2e-7.</summary>
    static abstract TSelf Exp(TSelf a);

    /// <summary>1 / (1 + e^-a), absolute error below 2e-7, NaN stays NaN.</summary>
    static abstract TSelf Sigmoid(TSelf a);

    /// <summary>Hyperbolic tangent, absolute error below 2e-7 and accurate near zero, NaN stays NaN.</summary>
    static abstract TSelf Tanh(TSelf a);

    /// <summary>max(a, 0); NaN stays NaN.</summary>
    static abstract TSelf Relu(TSelf a);

    /// <summary>Sum of all lanes; halves are added to halves, so the order is fixed.</summary>
    static abstract float Sum(TSelf a);
}
