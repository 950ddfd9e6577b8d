using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes the backward pass of a recurrent layer through time.</summary>
internal static class RecurrentBackward
{
    public static void EmitLoop(CodeWriter w, RecurrentDirection d, RecurrentOutput output, TimeLoop loop, bool inWave)
    {
        RecurrentCell cell = d.Cell;
        CodeWriter body = new();
        EmitBody(body, d, output, loop, inWave);
        w.Summary("Back through time, rows [rowBegin, rowEnd): gradients of the pre-activations take the gates' place.");
        w.Remarks(d.Written([.. cell.Derivatives, "dh_{t-1} += da_t W_hh    dx_t = da_t W_ih"]));
        using (w.Open($"{d.Signature("Backward", vectors: true)}, int rowBegin, int "
            + $"rowEnd{SharedUnits.Parameters(d)}{StepRange.Parameters(inWave)})\n    where V : struct, ILanes<V>"))
        {
            if (d.Scope is not null)
                w.Line(LayerScope.KeepSizes);
            w.Line($"""
                TimeLayout time = {d.Time};
                int batch = time.Batch{(body.Names("kept") ? ", kept = batch" : "")};
                Span<float> gates = {d.Ws(x => x.Gates)}.Span;
                ReadOnlySpan<float> dh = {d.WsOf("OutputGradient", x => x.Output.Gradient)}.Span{d.FromChannel};
                Span<float> dhCarry = {d.Ws(x => x.HiddenGradient)}.Span; // what a step hands back to the one before
                """);
            if (body.Names("h"))
                w.Line($"ReadOnlySpan<float> h = {d.Ws(x => x.Hidden)}.Span;");
            foreach (CellState state in d.CellStates)
                w.Line($"ReadOnlySpan<float> {state.Local} = {d.Ws(state.Buffer)}.Span;\n"
                    + $"Span<float> d{state.Local} = {d.Ws(state.Gradient)}.Span;");
            w.Append(body);
        }
    }

    private static void EmitBody(CodeWriter w, RecurrentDirection d, RecurrentOutput output, TimeLoop loop, bool inWave)
    {
        RecurrentCell cell = d.Cell;
        StepRange.EmitEnd(w, inWave);
        SharedUnits.EmitShares(w, d, "Backward");
        using (inWave ? w.Open("if (to == time.Steps)") : default(IDisposable))
            SharedUnits.EmitOnce(w, d, () => EmitStart(w, d, output));
        RecurrentDropout.EmitBackwardHead(w, d);
        ProjectedHidden.EmitBackwardHead(w, d);
        cell.EmitBackwardHead(w, d);
        cell.StepInput?.EmitBackwardHead(w);
        w.Line();
        SharedUnits.EmitLoop(w, d, "Backward", () => d.RecurrentLength, () =>
        {
            if (cell.SharesUnits)
                w.Line("int after = 0, rowsAfter = 0; // the step computed last, whose product follows");
            loop.Emit(w, d, backward: true, inWave, step => EmitStep(step, d));
            if (cell.SharesUnits)
                EmitLastProduct(w, d);
        });
        EmitInitialGradient(w, d, inWave);
    }

    private static void EmitStart(CodeWriter w, RecurrentDirection d, RecurrentOutput output)
    {
        RecurrentCell cell = d.Cell;
        w.Line($"RecurrentState.LoadGradient(ws, ws.FinalStateGradient, {d.OffsetOfHidden}, {d.StateSize}, dhCarry, "
            + $"{d.StateStride}, rowBegin, rowEnd);");
        output.EmitLastGradient(w, d);
        foreach (CellState state in d.CellStates)
            w.Line($"RecurrentState.LoadGradient(ws, ws.FinalStateGradient, {d.OffsetOf(state)}, {d.Units}, d{state.Local}, "
                + $"{d.Stride}, rowBegin, rowEnd);");
        w.Line($"if (time.Ragged)\n    RecurrentState.ClearEnded(time, gates, {d.GateStride}, 0, rowBegin, rowEnd);");
    }

    private static void EmitStep(CodeWriter w, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        w.Line($"Span<float> gate = gates.Slice((t * batch + rowBegin) * {d.GateStride});");
        if (cell.HasDirectPath || d.Spec.RecurrentDropout > 0)
            w.Line($"ReadOnlySpan<float> hPrevious = h.Slice(({d.PreviousSlot} * batch + rowBegin) * {d.StateStride});");
        foreach (string state in d.CellStates.Select(state => state.Local))
        {
            w.Line($"""
                ReadOnlySpan<float> {state}Previous = {state}.Slice(({d.PreviousSlot} * batch + rowBegin) * {d.Stride});
                ReadOnlySpan<float> {state}Next = {state}.Slice(({d.NextSlot} * batch + rowBegin) * {d.Stride});
                """);
        }

        if (cell.ReadsDropped)
            RecurrentDropout.EmitRead(w, d, forward: false);
        Zoneout.EmitDraw(w, d);
        ProjectedHidden.EmitBackwardStep(w, d);
        if (cell.SharesUnits)
        {
            EmitSharedStep(w, d);
            return;
        }

        cell.EmitBackwardStep(w, d);

        // Where the row began nothing lies before but the initial state.
        string wanted = d.RunsBothWays ? "k > 0" : d.Reverse ? "t + 1 < time.Steps" : "t > 0";
        using (w.Open($"if ({wanted} || ws.InitialStateGradient is not null)"))
        {
            bool share = new HiddenGradient(d).HasDirectShare, masked = d.Spec.RecurrentDropout > 0;
            cell.EmitRecurrentBackward(w, d, masked ? cell.SharesReadGradient : share);
            RecurrentDropout.EmitBackward(w, d, share);
        }

        cell.StepInput?.EmitBackwardStep(w);
    }

    /// <summary>
    /// A step between two meetings of threads that share units: the product of the step before, which needs the gates of all units, then
    /// this step's gates.
    /// </summary>
    private static void EmitSharedStep(CodeWriter w, RecurrentDirection d)
    {
        SharedUnits.EmitStep(w, d, () =>
        {
            using (w.Open("if (rowsAfter > 0)"))
                EmitSharedProduct(w, d);
            d.Cell.EmitBackwardStep(w, d);
        });
        w.Line("(after, rowsAfter) = (t, rows);");
    }

    // Where the row began nothing lies before but the initial state.
    private static void EmitLastProduct(CodeWriter w, RecurrentDirection d)
    {
        using (w.Open("if (ws.InitialStateGradient is not null)"))
            SharedUnits.EmitStep(w, d, () => EmitSharedProduct(w, d));
    }

    private static void EmitSharedProduct(CodeWriter w, RecurrentDirection d)
    {
        Number gateStride = d.GateStride, stride = d.StateStride;
        w.Line($"PanelGemm.Multiply({d.Packed(x => x.RecurrentTransposed)}, firstPanel, endPanel, rowsAfter, "
            + $"{d.Ws(x => x.Cell.RecurrentGates(x))}.Span.Slice((after * batch + rowBegin) * {gateStride}), {gateStride}, "
            + $"dhCarry.Slice(rowBegin * {stride}), {stride}, accumulate: {Literal.Of(new HiddenGradient(d).HasDirectShare)});");
    }

    /// <summary>The product that carries the gates' gradient to h_(t-1).</summary>
    public static void EmitProduct(CodeWriter w, RecurrentDirection d, Func<RecurrentDirection, string> transposed, bool accumulate)
    {
        Number gateStride = d.GateStride, stride = d.StateStride;
        w.Line($"PanelGemm.Multiply({d.Packed(transposed)}, rows, default, {d.AtStep(x => x.Cell.RecurrentGates(x), gateStride)}, "
            + $"{gateStride}, {d.ReadGradient}.Slice(rowBegin * {stride}), {stride}, accumulate: {Literal.Of(accumulate)});");
    }

    private static void EmitInitialGradient(CodeWriter w, RecurrentDirection d, bool inWave)
    {
        RecurrentCell cell = d.Cell;
        w.Line();
        using (w.Open(
            $"if ({(cell.SharesUnits ? "parts == 1 && " : inWave ? "from == 0 && " : "")}ws.InitialStateGradient is {{ }} initial)"))
        {
            w.Line($"RecurrentState.SaveGradient(ws, initial, {d.OffsetOfHidden}, {d.StateSize}, dhCarry, "
                + $"{d.StateStride}, rowBegin, rowEnd);");
            foreach (CellState state in d.CellStates)
                w.Line($"RecurrentState.SaveGradient(ws, initial, {d.OffsetOf(state)}, {d.Units}, d{state.Local}, "
                    + $"{d.Stride}, rowBegin, rowEnd);");
        }
    }

    /// <summary>What the backward pass over a step's units works on.</summary>
    public static List<CellOperand> Operands(RecurrentDirection d) =>
    [
        RecurrentForward.Gates(d),
        .. Hidden(d),
        .. Cell(d),
        .. d.Cell.BackwardOperands(d),
    ];

    /// <summary>What the gradient of h is made of.</summary>
    public static IEnumerable<CellOperand> Hidden(RecurrentDirection d)
    {
        if (d.Cell.HasDirectPath)
            yield return new("hPrevious", new RowsAt("hPrevious", d.Hidden, d.PreviousSlot), d.StateStride);
        if (d.Cell.Projection is not null)
        {
            yield return ProjectedHidden.Backward(d);
            yield break;
        }

        foreach (CellOperand operand in new HiddenGradient(d).Operands)
            yield return operand;
    }

    /// <summary>The other states around the step, and their gradients.</summary>
    public static IEnumerable<CellOperand> Cell(RecurrentDirection d) =>
        d.CellStates.SelectMany(state => new[] { state.Previous(d), state.Next(d), state.GradientOf(d) });

    /// <summary>Statements that define <c>V dhUnits</c>.</summary>
    public static void EmitUnits(CodeWriter w, RecurrentDirection d)
    {
        if (d.Cell.Projection is not null)
            w.Line("V dhUnits = V.Load(in dhCell, unit);");
        else
            new HiddenGradient(d).EmitUnits(w);
    }

    /// <summary>The pass over a step's units, for a cell with one.</summary>
    public static UnitPass Pass(RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        return new UnitPass(
            "CellBackward", Operands(d), d.Units, cell.UnitSlots,
            "Gradients of the pre-activations of units [8 panel, 8 panelEnd), in the gates' place.",
            RecurrentDirection.WrittenForBoth(cell.Derivatives), body =>
            {
                EmitUnits(body, d);
                cell.EmitBackward(body, new HiddenGradient(d));
            });
    }
}
