using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Layers;

public abstract partial record RecurrentLayer
{
    internal abstract CellState Step(CellScope scope, Var x, CellState previous, Var recurrent);

    internal override Sequences Apply(RunContext run, string prefix, Sequences input)
    {
        var asking = run.Asking;
        run.Asking = null;
        for (int layer = 0; layer < Layers; layer++, asking = null)
        {
            input = ApplyLayer(run, prefix, layer, input, asking);
            if (layer < Layers - 1)
            {
                int time = input.Time;
                string mask = $"{prefix}.dropout_l{layer}";
                input = input.MapSteps((x, row, t) => run.Masked(x, mask, (row * time) + t));
            }
        }

        return input;
    }

    private Sequences ApplyLayer(RunContext run, string prefix, int layer, Sequences input, Func<Var, int, int, Var>? asking)
    {
        var rows = new List<Var>[input.Rows.Count];
        var last = new Var[rows.Length];
        bool adds = Residual && input.Rows[0][0].Length == OutputWidth(input.Rows[0][0].Length);
        for (int row = 0; row < rows.Length; row++)
        {
            var steps = input.Rows[row];
            var forward = RunDirection(run, prefix, layer, 0, row, steps, input.Time, asking);
            var output = forward;
            last[row] = forward[^1];
            if (Bidirectional)
            {
                var backward = RunDirection(run, prefix, layer, 1, row, steps, input.Time, asking: null);
                output = [.. forward.Zip(backward, (f, b) => Join(run.Tape, f, b))];
                last[row] = Join(run.Tape, forward[^1], backward[0]);
            }

            if (adds)
            {
                output = [.. output.Zip(steps, run.Tape.Add)];
                last[row] = run.Tape.Add(last[row], steps[^1]);
            }

            rows[row] = output;
        }

        return new(rows, input.Time) { Last = last, SideBySide = Bidirectional && Merge == Merge.Concatenate && !adds };
    }

    /// <summary>h at every valid step of one row; the reverse direction starts at the row's own last valid step.</summary>
    private List<Var> RunDirection(
        RunContext run, string prefix, int layer, int direction, int row, List<Var> steps, int time, Func<Var, int, int, Var>? asking)
    {
        var scope = new CellScope(run, prefix, Suffix(layer, direction), row, time);
        int index = (layer * Directions) + direction;
        var state = run.InitialState(State(prefix), index, row);
        var outputs = new Var[steps.Count];
        for (int k = 0; k < steps.Count; k++)
        {
            int t = direction == 0 ? k : steps.Count - 1 - k;
            var read = asking is null ? steps[t] : run.Tape.Concatenate(steps[t], asking(state.Hidden, row, t));
            var x = scope.Masked("input", read);
            var recurrent = scope.Masked("recurrent", state.Hidden);
            var next = Step(scope, x, state, recurrent);
            state = new(
                KeepSome(scope, "zoneout_h", t, state.Hidden, next.Hidden),
                next.Cell is null ? null : KeepSome(scope, "zoneout_c", t, state.Cell!, next.Cell));
            outputs[t] = state.Hidden;
        }

        run.FinalState(prefix, index, row, state);
        return [.. outputs];
    }

    private Var KeepSome(CellScope scope, string mask, int t, Var previous, Var next)
    {
        var tape = scope.Tape;
        if (scope.Mask(mask, next.Length, t) is { } keep)
            return tape.Add(tape.Multiply(keep, previous), tape.Multiply(tape.Scale(keep, -1, 1), next));
        return Zoneout == 0 ? next : tape.Add(tape.Scale(previous, Zoneout), tape.Scale(next, 1 - (double)Zoneout));
    }

    private Var Join(Tape tape, Var forward, Var backward) => Merge switch
    {
        Merge.Concatenate => tape.Concatenate(forward, backward),
        Merge.Sum => tape.Add(forward, backward),
        Merge.Average => tape.Scale(tape.Add(forward, backward), 0.5),
        Merge.Multiply => tape.Multiply(forward, backward),
        _ => throw new InvalidOperationException($"There is no merge {Merge}."),
    };
}
