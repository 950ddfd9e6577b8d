using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Layers;

/// <summary>h, and c where the cell has one.</summary>
internal readonly record struct CellState(Var Hidden, Var? Cell);

/// <summary>What a cell sees of the run: the parameters and masks of its layer, direction and batch row.</summary>
internal sealed class CellScope(RunContext run, string prefix, string suffix, int row, int time)
{
    public Tape Tape => run.Tape;

    public Var Parameter(string name) => run.Parameter($"{prefix}.{name}{suffix}");

    /// <summary>W v, plus b where the layer has bias vectors; <paramref name="side"/> is ih or hh.</summary>
    public Var Project(string side, bool bias, Var v)
    {
        var product = Tape.MatrixVector(Parameter($"weight_{side}"), v);
        return bias ? Tape.Add(product, Parameter($"bias_{side}")) : product;
    }

    /// <summary>The rows of unit block <paramref name="gate"/> of a vector of gates.</summary>
    public Var Gate(Var gates, int gate, int hidden) => Tape.Slice(gates, gate * hidden, hidden);

    public Var Masked(string name, Var x) => run.Masked(x, $"{prefix}.{name}{suffix}", row);

    public Var? Mask(string name, int width, int t) => run.Mask($"{prefix}.{name}{suffix}", (row * time) + t, width);
}
