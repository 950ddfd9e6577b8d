using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>One direction of one recurrent layer: where its buffers and states lie.</summary>
/// <param name="Name"><c>Lstm0</c>, or <c>Lstm0Reverse</c>.</param>
/// <param name="Reverse">Whether it runs from the end to the start.</param>
/// <param name="Cell">Its equations and parameters.</param>
/// <param name="Input">What it reads.</param>
/// <param name="Output">The layer's output, both directions.</param>
/// <param name="HiddenOffset">Values per row before its h in a state.</param>
/// <param name="CellOffset">Values per row before its c in a state.</param>
internal sealed record RecurrentDirection(
    string Name, bool Reverse, RecurrentCell Cell, SequencePlan Input, SequencePlan Output, int HiddenOffset, int CellOffset)
{
    public string Hidden => Name + "H";

    public string CellState => Name + "C";

    public string Gates => Name + "Gates";

    public string Weights => Name + "Weights";

    public string Bias => Name + "Bias";

    public string RecurrentTransposed => Name + "RecurrentTransposed";

    public string InputTransposed => Name + "InputTransposed";

    public string CellGradient => Name + "CellGradient";

    public string InitialGradient => Name + "InitialGradient";

    /// <summary>First stored channel of this direction in the output.</summary>
    public int OutputChannel => Reverse ? Cell.Stride : 0;

    /// <summary>Name of a cell's slot before a step, as an expression of t.</summary>
    public string PreviousSlot => Reverse ? "t + 1" : "t";

    /// <summary>Name of the slot after a step, as an expression of t.</summary>
    public string NextSlot => Reverse ? "t" : "t + 1";
}
