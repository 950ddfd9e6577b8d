using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>One recurrent layer, one or both directions.</summary>
internal sealed class RecurrentPlan(string name, TableRow row, IReadOnlyList<RecurrentDirection> directions) : LayerPlan(name, row)
{
    private bool Bidirectional => directions.Count == 2;

    public override IEnumerable<string> Forward
    {
        get
        {
            foreach (RecurrentDirection d in directions)
                yield return $"{d.Name}Forward<V>(ws, rowBegin, rowEnd);";
            if (Bidirectional)
                yield return $"{Name}Merge(ws, rowBegin, rowEnd);";
        }
    }

    public override IEnumerable<string> Backward => directions.Select(d => $"{d.Name}Backward<V>(ws, rowBegin, rowEnd);");

    public override IEnumerable<string> Gradients => directions.Select(d => $"{d.Name}Gradients(ws, gradients, part, parts);");

    public override IEnumerable<string> SaveState
    {
        get
        {
            foreach (RecurrentDirection d in directions)
            {
                RecurrentCell cell = d.Cell;
                string reverse = Literal.Of(d.Reverse);
                yield return $"RecurrentState.Save(this, {d.Input.Time}, destination, {d.HiddenOffset}, {cell.Hidden}, {d.Hidden}.Span, {cell.Stride}, history: true, {reverse});";
                if (cell.HasCellState)
                    yield return $"RecurrentState.Save(this, {d.Input.Time}, destination, {d.CellOffset}, {cell.Hidden}, {d.CellState}.Span, {cell.Stride}, history: Training, {reverse});";
            }
        }
    }

    // A causal model has only forward directions; c of a stream stays where it is.
    public override IEnumerable<string> Advance => directions.Select(d =>
        $"ws.{d.Hidden}.Span.Slice(batch * {d.Cell.Stride}, batch * {d.Cell.Stride}).CopyTo(ws.{d.Hidden}.Span);");

    public override void Emit(CodeWriter w)
    {
        foreach (RecurrentDirection d in directions)
        {
            RecurrentForward.EmitLoop(w, d);
            w.Line();
        }

        RecurrentForward.EmitCell(w, Name, directions[0].Cell);
        w.Line();
        if (Bidirectional)
        {
            RecurrentForward.EmitMerge(w, Name, directions);
            w.Line();
        }

        foreach (RecurrentDirection d in directions)
        {
            RecurrentBackward.EmitLoop(w, d);
            w.Line();
        }

        RecurrentBackward.EmitCell(w, Name, directions[0].Cell);
        foreach (RecurrentDirection d in directions)
        {
            w.Line();
            RecurrentGradients.Emit(w, d);
        }
    }
}
