using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

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

    /// <summary>What operands of passes are called that belong to the state of a name.</summary>
    public static IEnumerable<string> OperandsOf(string name) => [PreviousOf(name), NextOf(name), GradientOf(name)];

    /// <summary>The state of a name before a step, in passes.</summary>
    public static string PreviousOf(string name) => LocalOf(name) + "Previous";

    /// <summary>The state of a name after a step, in passes.</summary>
    public static string NextOf(string name) => LocalOf(name) + "Next";

    /// <summary>The gradient of the state of a name, in passes.</summary>
    public static string GradientOf(string name) => "d" + LocalOf(name);

    /// <summary>What follows a direction's name in the name of the buffer.</summary>
    public static string BufferOf(string name) => name == "c" ? "C" : RuntimeNames.Apart("State" + Names.Pascal(name));

    /// <summary>Workspace property that holds it.</summary>
    public string Buffer(RecurrentDirection d) => d.Name + BufferOf(Name);

    /// <summary>Workspace property that holds its gradient.</summary>
    public string Gradient(RecurrentDirection d) => Name == "c" ? d.Name + "CellGradient" : Buffer(d) + "Gradient";

    public CellOperand Previous(RecurrentDirection d) =>
        new(PreviousOf(Name), new RowsAt(PreviousOf(Name), Buffer(d), d.PreviousSlot), d.Stride);

    public CellOperand Next(RecurrentDirection d, bool writable = false) =>
        new(NextOf(Name), new RowsAt(NextOf(Name), Buffer(d), d.NextSlot), d.Stride, writable);

    public CellOperand GradientOf(RecurrentDirection d) =>
        new(GradientOf(Name), new RowsAt($"{GradientOf(Name)}.Slice(rowBegin * {d.Stride})", Gradient(d)), d.Stride, Writable: true);
}
