namespace LstmGen;

/// <summary>
/// On a static class: its method <c>Step</c> is a recurrent cell, the equations of one unit and one step, as ordinary C# over floats.
/// On a model, <c>[Cell(typeof(Janet), 64)]</c>: a layer of such cells, with everything that the other recurrent layers have.
/// </summary>
/// <remarks>
/// The parameters of <c>Step</c> have roles: <see cref="GateAttribute"/>, <see cref="WeightAttribute"/>, <see cref="PreviousAttribute"/>;
/// <c>ref float</c> is a state that is carried from step to step, <c>out float</c> the output h. Without an <c>out</c> parameter the state
/// that is named <c>h</c> is the output. The body may use local floats, + - * /, comparisons in <c>?:</c>, constants, the functions of
/// <c>LstmGen.Equations</c>, and other static methods of the same kind. The generator differentiates it at compile time.
/// </remarks>
public sealed class CellAttribute : RecurrentLayerAttribute
{
    /// <summary>Marks a static class with a method <c>Step</c> as a cell.</summary>
    public CellAttribute()
        : base(0)
    {
    }

    /// <summary>A layer of cells.</summary>
    /// <param name="cell">The static class with the cell's equations.</param>
    /// <param name="hidden">Units per direction, H.</param>
    public CellAttribute(Type cell, int hidden)
        : base(hidden) => Cell = cell;

    /// <summary>The static class with the cell's equations; null on the cell itself.</summary>
    public Type? Cell { get; }
}
