using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>A state that a cell carries besides h: where it lies and what emitted code calls it.</summary>
/// <param name="Name">Its name in a model's states, for example <c>c</c>.</param>
/// <param name="Offset">Values per row before it in a state.</param>
internal sealed record CellState(string Name, int Offset)
{
    /// <summary>The local that emitted code has for it.</summary>
    public string Local => LocalOf(Name);

    /// <summary>The same of a state by its name: c is the LSTM's; others cannot be taken for what loops call theirs.</summary>
    public static string LocalOf(string name) => name == "c" ? "c" : "state" + Names.Pascal(name);

    /// <summary>Workspace property that holds it.</summary>
    public string Buffer(RecurrentDirection d) => d.Name + (Name == "c" ? "C" : "State" + Names.Pascal(Name));

    /// <summary>Workspace property that holds its gradient.</summary>
    public string Gradient(RecurrentDirection d) => Name == "c" ? d.Name + "CellGradient" : Buffer(d) + "Gradient";

    public CellOperand Previous(RecurrentDirection d) =>
        new(Local + "Previous", new RowsAt(Local + "Previous", Buffer(d), d.PreviousSlot), d.Stride);

    public CellOperand Next(RecurrentDirection d, bool writable = false) =>
        new(Local + "Next", new RowsAt(Local + "Next", Buffer(d), d.NextSlot), d.Stride, writable);

    public CellOperand GradientOf(RecurrentDirection d) =>
        new("d" + Local, new RowsAt($"d{Local}.Slice(rowBegin * {d.Stride})", Gradient(d)), d.Stride, Writable: true);
}
