using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Lays out one recurrent layer: cells, states, buffers and packed weights of its directions.</summary>
internal static class RecurrentPlanner
{
    public static void AddLayer(
        PlanBuilder plan, RecurrentSpec spec, string prefix, int layer, StatePlan hidden, StatePlan[] extra)
    {
        SequencePlan input = plan.Current;
        string name = plan.LayerName(spec.Kind);
        RecurrentOutput joined = RecurrentOutput.Create(spec, name, input);
        SequencePlan output = joined.Sequence;

        var directions = new List<RecurrentDirection>();
        for (int direction = 0; direction < spec.Directions; direction++)
        {
            bool reverse = direction == 1;
            int state = layer * spec.Directions + direction;
            RecurrentCell cell = spec.Cell(plan, prefix, $"l{layer}{(reverse ? "_reverse" : "")}", input);
            var laid = new RecurrentDirection(
                name, reverse, cell, input, output, hidden.OffsetOf(state), [.. extra.Select(one => one.OffsetOf(state))],
                plan.Streams(RecurrentDirection.Streams));
            cell.StepInput = plan.Take<IStepInput>();
            cell.StepInput?.JoinsInputOf(laid);
            // The passes of a cell that waits for a part of its input name what computes that part.
            if (cell.StepInput is null)
                laid = laid with { IsShared = true };
            plan.Owner = laid.IsShared ? laid.Name : null;
            DirectionMemory.Add(plan, laid);
            plan.Owner = null;
            directions.Add(laid);
        }

        IlgpuStep.RequireRoom(plan, spec, directions);
        if (joined.IsBuffer)
            plan.StepBuffer(output.Buffer, output.Stride, joined.Summary, time: input.Time);
        plan.StepBuffer(output.Gradient, output.Stride, "gradient of the output", trainingOnly: true, time: input.Time);
        plan.Add(new RecurrentPlan(
            name, Describe(spec, layer, directions, plan.Shape(output)), directions, joined,
            new TimeLoop(plan.Options.Unroll, plan.Options.TimeSteps)));
        plan.Current = output;
    }

    private static TableRow Describe(RecurrentSpec spec, int layer, List<RecurrentDirection> directions, string shape)
    {
        RecurrentCell cell = directions[0].Cell;
        string options = string.Concat(Options(spec).Select(option => ", " + option));
        string index = spec.Layers > 1 ? $" layer {layer + 1} of {spec.Layers}" : "";
        long products = directions.Sum(d => d.Cell.WeightLength + (d.Cell.Projection?.Length ?? 0));
        return new TableRow(
            $"{spec.Kind}({cell.Hidden}{options}){index}", shape,
            directions.Sum(d => d.Cell.Parameters.Sum(p => p.Length)), products);
    }

    private static IEnumerable<string> Options(RecurrentSpec spec)
    {
        if (spec.Bidirectional)
            yield return "bidirectional";
        if (spec.Bidirectional && spec.Merge != MergeKind.Concatenate)
            yield return spec.Merge.ToString().ToLowerInvariant();
        foreach (string option in spec.OptionNames)
            yield return option;
        if (spec.Zoneout > 0)
            yield return "zoneout";
        if (spec.Residual)
            yield return "residual";
    }
}
