using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;

namespace LstmGen.Reference.Running;

/// <summary>The initial and final states of one recurrent attribute.</summary>
internal sealed class StateVars(StateShape shape, int batch, Var hidden, Var cell)
{
    /// <summary>h0, [rows, B, Hidden].</summary>
    public Var Hidden => hidden;

    /// <summary>c0, [rows, B, Cell].</summary>
    public Var Cell => cell;

    /// <summary>The final states by row of the state tensor and batch row.</summary>
    public CellState[,] Final { get; } = new CellState[shape.Rows, batch];

    public bool HasCell => shape.Cell > 0;

    public CellState Initial(Tape tape, int index, int row)
    {
        int position = (index * batch) + row;
        return new(
            tape.Slice(hidden, position * shape.Hidden, shape.Hidden),
            HasCell ? tape.Slice(cell, position * shape.Cell, shape.Cell) : null);
    }

    /// <summary>h_n as one vector.</summary>
    public Var FinalHidden(Tape tape) => tape.Concatenate([.. Final.Cast<CellState>().Select(s => s.Hidden)]);

    /// <summary>c_n as one vector.</summary>
    public Var FinalCell(Tape tape) => tape.Concatenate([.. Final.Cast<CellState>().Select(s => s.Cell!)]);
}
