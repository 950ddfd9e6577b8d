using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>One recurrent layer, one or both directions.</summary>
internal sealed class RecurrentPlan(
    string name, TableRow row, IReadOnlyList<RecurrentDirection> directions, RecurrentOutput output, TimeLoop loop) : LayerPlan(name, row)
{
    private IReadOnlyList<SharedLayer>? _written;

    // Of each direction the class of its passes; none where the model has them itself.
    private IReadOnlyList<SharedLayer> Classes => _written ??= directions[0].IsShared
        ? SharedLayer.Of(directions, output, loop, InWave, RecurrentStreamStep.Fits(directions))
        : [];

    public override bool InWave
    {
        get => directions[0].Cell.InWave;
        set => directions[0].Cell.InWave = value; // a wave's layers have one direction
    }

    private bool GivesInputGradient => output.AddsInput && !directions[0].Input.GradientUse.IsNever;

    public override IEnumerable<string> Forward
    {
        get
        {
            yield return Pass("Forward");
            if (output.IsBuffer)
                yield return output.Statement(directions) ?? $"{Name}Output(ws, rowBegin, rowEnd);";
        }
    }

    public override IEnumerable<string> Backward
    {
        get
        {
            yield return Pass("Backward");
            if (InputGradient.IsWanted(directions[0]))
                yield return Both is { } both ? InputGradient.Wanted(directions[0], both.InputGradient) : InputGradient.Call(directions[0]);
            if (GivesInputGradient)
                yield return $"{Name}OutputBackward(ws, rowBegin, rowEnd);";
        }
    }

    public override IlgpuLayer Ilgpu => new IlgpuRecurrent(directions, output);

    public override IEnumerable<SharedPhase> Phases => directions.Where(d => !d.IsShared).SelectMany(DirectionPhases.Of);

    public override DirectionsPlan? Both => directions.Count == 1
        ? null
        : new DirectionsPlan(
            Name, directions[0].Input.Time, directions[0].Cell.WeightLength, directions[0].Name, directions[1].Name);

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
                && cell is { StepReason: null, SharesWideUnits: false, StepInput: null }
                && cell.Spec is { InputDropout: 0, RecurrentDropout: 0, Zoneout: 0 };
            if (!fits)
                return null;
            string[] gradient = InputGradient.IsWanted(d) ? [InputGradient.Alone(d, "0, ws.Batch, from, to")] : [];
            return new(
                d.Call("Forward", "0, ws.Batch, from, to", vectors: true),
                [d.Call("Backward", "0, ws.Batch, from, to", vectors: true), .. gradient],
                d.Input.Time,
                cell.WeightLength);
        }
    }

    private string Pass(string pass) => Both?.Pass(pass) ?? directions[0].Call(pass, "rowBegin, rowEnd", vectors: true);

    public override IEnumerable<string> Gradients =>
        [Both?.Gradients ?? directions[0].Call("Gradients", "gradients, part, parts")];

    public override IEnumerable<string> SaveState => directions.Where(d => !d.IsShared).SelectMany(d => RecurrentStates.Save(d, "this"));

    public override IEnumerable<string> Advance => directions.Where(d => !d.IsShared).Select(RecurrentStates.Advance);

    public override IEnumerable<SharedFile> Shared =>
        directions.Select(SharedCell.Of).Concat(Classes.Select(one => one.File)).Distinct();

    public override IEnumerable<LayerObject> Objects =>
        directions.Zip(Classes, (direction, passes) => passes.ObjectOf(direction));

    public override StreamStep? StreamStep => RecurrentStreamStep.Plan(directions, output);

    public override IEnumerable<string> Activations => directions[0].IsShared
        ? Objects.Select(one => one.Inspect)
        : directions.Select(d => $"new RecurrentActivations({Literal.Of(d.Name)}, {RecurrentStates.Activations(d)})");

    public override void Emit(CodeWriter w)
    {
        bool first = true;
        foreach (LayerObject one in Objects)
        {
            if (!first)
                w.Line();
            first = false;
            w.Summary($"The sizes of {one.Name}, and where its parameters lie.");
            w.Line($"internal static readonly {one.SizesType} {one.Name} = {one.Sizes};");
        }

        if (Classes.Count == 0)
        {
            foreach (RecurrentDirection d in directions)
                SharedLayer.EmitPasses(w, d, output, loop, InWave, RecurrentStreamStep.Fits(directions));
        }

        if (output.IsBuffer && output.Statement(directions) is null)
        {
            w.Line();
            output.EmitForward(w, Name, directions);
        }

        if (GivesInputGradient)
        {
            w.Line();
            output.EmitBackward(w, Name);
        }
    }
}
