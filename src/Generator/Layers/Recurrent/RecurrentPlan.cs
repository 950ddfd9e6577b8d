using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>One recurrent layer, one or both directions.</summary>
internal sealed class RecurrentPlan(
    string name, TableRow row, IReadOnlyList<RecurrentDirection> directions, RecurrentOutput output, TimeLoop loop) : LayerPlan(name, row)
{
    // What methods are written for: both directions as one, or each direction.
    private readonly IReadOnlyList<RecurrentDirection> _written = directions[0].SharesMethods
        ? [directions[0] with { Twin = directions[1] }]
        : directions;

    private bool GivesInputGradient => output.AddsInput && !directions[0].Input.GradientUse.IsNever;

    public override IEnumerable<string> Forward
    {
        get
        {
            foreach (string statement in Directions("Forward"))
                yield return statement;
            if (output.IsBuffer)
                yield return $"{Name}Output(ws, rowBegin, rowEnd);";
        }
    }

    public override IEnumerable<string> Backward
    {
        get
        {
            foreach (string statement in Directions("Backward"))
                yield return statement;
            foreach (RecurrentDirection d in directions.Where(InputGradient.IsWanted))
                yield return InputGradient.Call(d);
            if (GivesInputGradient)
                yield return $"{Name}OutputBackward(ws, rowBegin, rowEnd);";
        }
    }

    public override IlgpuLayer Ilgpu => new IlgpuRecurrent(directions, output);

    public override IEnumerable<SharedPhase> Phases =>
    [
        .. directions.Count > 1 ? new[] { DirectionsPhase("Forward"), DirectionsPhase("Backward") } : [],
        .. directions.Where(InputAhead.IsPossible).Select(InputAhead.Phase),
        .. directions.Where(InputGradient.IsShared).Select(InputGradient.Phase),
        .. directions.Where(d => d.Cell.SharesUnits)
            .SelectMany(d => new[] { SharedUnits.Phase(d, "Forward"), SharedUnits.Phase(d, "Backward") }),
    ];

    public override StepCost StepCost
    {
        get
        {
            RecurrentCell cell = directions[0].Cell;
            return new(cell.WeightLength, directions.Count, cell.SharesUnits ? cell.Panels : 0);
        }
    }

    // Wide layers share the units of each step instead.
    public override WaveStep? WaveStep
    {
        get
        {
            RecurrentDirection d = directions[0];
            RecurrentCell cell = d.Cell;
            bool fits = directions.Count == 1 && !output.IsBuffer && loop.Unroll == 1
                && cell is { StepReason: null, SharesUnits: false, StepInput: null }
                && cell.Spec is { InputDropout: 0, RecurrentDropout: 0, Zoneout: 0 };
            if (!fits)
                return null;
            string[] gradient = InputGradient.IsWanted(d) ? [InputGradient.Alone(d, "0, ws.Batch, from, to")] : [];
            return new(
                $"{Name}Forward<V>(ws, 0, ws.Batch, from, to);", [$"{Name}Backward<V>(ws, 0, ws.Batch, from, to);", .. gradient],
                d.Input.Time,
                cell.WeightLength);
        }
    }

    private SharedPhase DirectionsPhase(string pass) =>
        new($"Phase{Name}{pass}", [.. directions.Select(d => d.Call(pass, "0, ws.Batch", vectors: true))]);

    private string[] Directions(string pass)
    {
        string[] calls = [.. directions.Select(d => d.Call(pass, "rowBegin, rowEnd", vectors: true))];
        if (calls.Length == 1)
            return calls;
        RecurrentDirection first = directions[0];
        string work = $"{first.Cell.WeightLength}L * ws.{first.Input.Time}.Steps";
        return [DirectionsPhase(pass).RunOr(work, "2", calls)];
    }

    public override IEnumerable<string> Gradients => directions.Select(d => $"{d.Name}Gradients(ws, gradients, part, parts);");

    public override IEnumerable<string> SaveState
    {
        get
        {
            foreach (RecurrentDirection d in directions)
            {
                RecurrentCell cell = d.Cell;
                string reverse = Literal.Of(d.Reverse);
                yield return $"RecurrentState.Save(this, {d.Input.Time}, destination, {d.HiddenOffset}, {cell.StateSize}, {d.Hidden}.Span, {cell.StateStride}, history: true, {reverse});";
                foreach (CellState state in d.CellStates)
                    yield return $"RecurrentState.Save(this, {d.Input.Time}, destination, {state.Offset}, {cell.Hidden}, {state.Buffer(d)}.Span, {cell.Stride}, history: Training, {reverse});";
            }
        }
    }

    // A causal model has only forward directions; c of a stream stays where it is.
    public override IEnumerable<string> Advance => directions.Select(d =>
        $"{d.Ws(x => x.Hidden)}.Span.Slice(batch * {d.Cell.StateStride}, batch * {d.Cell.StateStride}).CopyTo({d.Ws(x => x.Hidden)}.Span);");

    public override IEnumerable<SharedFile> Shared => directions.Select(SharedCell.Of).Distinct();

    public override StreamStep? StreamStep => RecurrentStreamStep.Plan(directions, output);

    public override IEnumerable<string> Activations => directions.Select(d =>
        $"new({Literal.Of(d.Name)}, {Literal.Of(d.Reverse)}, new[] {{ {string.Join(", ", d.Cell.Slots.Select(slot => Literal.Of(slot)))} }}, {d.Gates}, {d.Cell.Hidden}, {d.Hidden}, {d.Cell.StateSize}, {d.CellStates.FirstOrDefault()?.Buffer(d) ?? "null"}, {d.Input.Time})");

    public override void Emit(CodeWriter w)
    {
        foreach (RecurrentDirection d in _written)
        {
            RecurrentForward.EmitLoop(w, d, loop, InWave);
            w.Line();
            if (InputAhead.IsPossible(d))
            {
                InputAhead.EmitMethod(w, d);
                w.Line();
            }
        }

        if (RecurrentStreamStep.Fits(directions))
        {
            RecurrentStreamStep.Emit(w, directions[0]);
            w.Line();
        }

        if (output.IsBuffer)
        {
            output.EmitForward(w, Name, directions);
            w.Line();
        }

        foreach (RecurrentDirection d in _written)
        {
            RecurrentBackward.EmitLoop(w, d, output, loop, InWave);
            w.Line();
            if (InputGradient.IsWanted(d))
            {
                InputGradient.EmitMethod(w, d);
                w.Line();
            }
        }

        if (GivesInputGradient)
        {
            w.Line();
            output.EmitBackward(w, Name);
        }

        foreach (RecurrentDirection d in directions)
        {
            w.Line();
            RecurrentGradients.Emit(w, d);
        }
    }
}
