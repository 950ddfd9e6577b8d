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
        SequencePlan output = spec.Bidirectional
            ? new SequencePlan(name + "Output", 0, 2, spec.Hidden, name + "OutputGradient", Time: input.Time)
            : new SequencePlan(name + "H", 1, 1, spec.Hidden, name + "OutputGradient", Time: input.Time);

        var directions = new List<RecurrentDirection>();
        for (int direction = 0; direction < spec.Directions; direction++)
        {
            bool reverse = direction == 1;
            int state = layer * spec.Directions + direction;
            RecurrentCell cell = spec.Cell(plan, prefix, $"l{layer}{(reverse ? "_reverse" : "")}", input);
            var laid = new RecurrentDirection(
                name + (reverse ? "Reverse" : ""), reverse, cell, input, output,
                hidden.OffsetOf(state), extra.Length > 0 ? extra[0].OffsetOf(state) : 0);
            AddBuffers(plan, laid);
            AddPacked(plan, laid);
            directions.Add(laid);
        }

        if (spec.Bidirectional)
            plan.StepBuffer(output.Buffer, output.Stride, "both directions side by side", time: input.Time);
        plan.StepBuffer(output.Gradient, output.Stride, "gradient of the output, then of h", trainingOnly: true, time: input.Time);
        plan.Add(new RecurrentPlan(name, Describe(spec, layer, directions), directions));
        plan.Current = output;
    }

    private static TableRow Describe(RecurrentSpec spec, int layer, List<RecurrentDirection> directions)
    {
        RecurrentCell cell = directions[0].Cell;
        string options = spec.Bidirectional ? ", bidirectional" : "";
        string index = spec.Layers > 1 ? $" layer {layer + 1} of {spec.Layers}" : "";
        long products = directions.Sum(d => d.Cell.InputWeight.Length + d.Cell.RecurrentWeight.Length);
        return new TableRow(
            $"{spec.Kind}({cell.Hidden}{options}){index}", $"[B, T, {directions[0].Output.Width}]",
            directions.Sum(d => d.Cell.Parameters.Sum(p => p.Length)), products);
    }

    private static void AddBuffers(PlanBuilder plan, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        string time = d.Input.Time;
        plan.StepBuffer(d.Hidden, cell.Stride, "h of every step; " + Start(d), extraSteps: 1, time: time);
        if (cell.HasCellState)
        {
            plan.Buffer(
                d.CellState, $"(Training ? {time}.Steps + 1 : 1) * {time}.Batch * {cell.Stride}", $"[T + 1, B, {cell.Stride}]",
                "c of every step, or only the last where nothing is trained");
            plan.Buffer(d.CellGradient, $"{time}.Batch * {cell.Stride}", $"[B, {cell.Stride}]", "dc, carried from step to step", trainingOnly: true);
        }

        plan.Buffer(
            d.Gates, $"(Training ? {time}.Steps : 1) * {time}.Batch * {cell.GateStride}", $"[T, B, {cell.GateStride}]",
            $"gates {string.Join(" ", cell.Gates)} in panels of 8 units; the backward pass puts their gradients in their place");
        plan.Buffer(d.InitialGradient, $"{time}.Batch * {cell.Stride}", $"[B, {cell.Stride}]", "gradient of the initial h", trainingOnly: true);
    }

    private static string Start(RecurrentDirection d) =>
        d.Reverse ? "row b begins in slot length_b and ends in slot 0" : "slot 0 is the initial state";

    private static void AddPacked(PlanBuilder plan, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        string gates = string.Join(" ", cell.Gates);
        plan.Pack(
            d.Weights, "PackedMatrix", $"PackedMatrix.ForGates({GateLayout(cell)}, {d.Input.Inner + cell.Hidden})",
            $"W_ih above W_hh, [{d.Input.Inner} + {cell.Hidden}, {cell.GateStride}], columns {gates} in panels of 8 units", false,
            $"{d.Weights}.PackWeights(0, {cell.InputWeight.Slice("parameters")}, {d.Input.Channels}, {SlotsName(cell)});",
            $"{d.Weights}.PackWeights({d.Input.Inner}, {cell.RecurrentWeight.Slice("parameters")}, new Channels(1, {cell.Hidden}), {SlotsName(cell)});");

        var bias = new List<string>();
        foreach (ParameterPlan parameter in new[] { cell.InputBias, cell.RecurrentBias }.OfType<ParameterPlan>())
            bias.Add($"PackedMatrix.PackBias({d.Bias}.Span, {GateLayout(cell)}, {parameter.Slice("parameters")}, {SlotsName(cell)}, add: {(bias.Count > 0 ? "true" : "false")});");
        plan.Pack(d.Bias, "AlignedBuffer", $"new AlignedBuffer({cell.GateStride})", $"b_ih + b_hh, [{cell.GateStride}]", false, [.. bias]);

        plan.Pack(
            d.RecurrentTransposed, "PackedMatrix", $"PackedMatrix.ForBackward({GateLayout(cell)}, {cell.Stride})",
            $"W_hh transposed for dh, [{cell.GateStride}, {cell.Stride}]", true,
            $"{d.RecurrentTransposed}.PackTransposed({cell.RecurrentWeight.Slice("parameters")}, new Channels(1, {cell.Hidden}), {SlotsName(cell)});");
        if (d.Input.GradientCondition != "false")
        {
            plan.Pack(
                d.InputTransposed, "PackedMatrix", $"PackedMatrix.ForBackward({GateLayout(cell)}, {d.Input.Stride})",
                $"W_ih transposed for dx, [{cell.GateStride}, {d.Input.Stride}]", true,
                $"{d.InputTransposed}.PackTransposed({cell.InputWeight.Slice("parameters")}, {d.Input.Channels}, {SlotsName(cell)});");
        }
    }

    public static string GateLayout(RecurrentCell cell) => $"new GateLayout({cell.Hidden}, {cell.Gates.Count}, 0, {cell.Gates.Count})";

    public static string SlotsName(RecurrentCell cell) => $"GateSlots.{(cell.Gates.Count switch { 1 => "One", 3 => "Three", _ => "Four" })}";
}
