using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes the forward pass of a recurrent layer.</summary>
internal static class RecurrentForward
{
    public static void EmitLoop(CodeWriter w, RecurrentDirection d, TimeLoop loop, bool inWave)
    {
        RecurrentCell cell = d.Cell;
        CodeWriter body = new();
        EmitBody(body, d, loop, inWave);
        w.Summary(d.Scope is null
            ? $"{(d.Reverse ? "From the end to the start: " : "")}{cell.WeightNames}, rows [rowBegin, rowEnd), H = {cell.Hidden}."
            : "Rows [rowBegin, rowEnd) through "
                + $"time{(d.RunsBothWays ? "; in reverse from the end to the start" : d.Reverse ? ", from the end to the start" : "")}.");
        w.Remarks(d.Written(cell.Equations));
        using (w.Open($"{d.Signature("Forward", vectors: true)}, int rowBegin, int "
            + $"rowEnd{SharedUnits.Parameters(d)}{StepRange.Parameters(inWave)})\n    where V : struct, ILanes<V>"))
        {
            if (d.Scope is not null)
                w.Line(LayerScope.KeepSizes);
            string kept = body.Names("kept") ? "kept = ws.Training ? batch : 0, " : "";
            w.Line($"""
                TimeLayout time = {d.Time};
                int batch = time.Batch, {kept}keptGates = ws.KeepsGates ? batch : 0; // rows from one step's slot to the next
                int apart = ws.PartOffset(rowBegin);
                """);
            w.Append(body);
        }
    }

    private static void EmitBody(CodeWriter w, RecurrentDirection d, TimeLoop loop, bool inWave)
    {
        RecurrentCell cell = d.Cell;
        StepRange.EmitEnd(w, inWave);
        cell.EmitForwardHead(w, d);
        InputDropout.EmitForward(w, d);
        w.Line($"Span<float> h = {d.Ws(x => x.Hidden)}.Span, gates = {d.Ws(x => x.Gates)}.Span;");
        foreach (CellState state in d.CellStates)
            w.Line($"Span<float> {state.Local} = {d.Ws(state.Buffer)}.Span;");
        SharedUnits.EmitShares(w, d, "Forward");
        SharedUnits.EmitOnce(w, d, () => EmitStart(w, d, inWave));
        if (InputAhead.IsPossible(d))
            InputAhead.EmitCall(w, d, inWave);
        else if (cell.StepInput is not null)
            w.Line("bool ahead = false; // a part of the input depends on h of the step before");
        w.Line();
        SharedUnits.EmitLoop(
            w, d, "Forward", () => $"ahead ? {d.RecurrentLength} : {d.WeightLength}",
            () => loop.Emit(w, d, backward: false, inWave, step => EmitStep(step, d)));
    }

    private static void EmitStart(CodeWriter w, RecurrentDirection d, bool inWave)
    {
        RecurrentCell cell = d.Cell;
        string reverse = d.IsReverse;
        using (w.Open(inWave ? "if (from == 0 && !ws.Continues)" : "if (!ws.Continues)"))
        {
            w.Line($"RecurrentState.Load(ws, time, {d.OffsetOfHidden}, {d.StateSize}, h, {d.StateStride}, history: true, "
                + $"{reverse}, rowBegin, rowEnd);");
            foreach (CellState state in d.CellStates)
                w.Line($"RecurrentState.Load(ws, time, {d.OffsetOf(state)}, {d.Units}, {state.Local}, {d.Stride}, history: ws.Training, "
                    + $"{reverse}, rowBegin, rowEnd);");
        }

        RecurrentDropout.EmitForwardHead(w, d);
        ProjectedHidden.EmitForwardHead(w, d);
    }

    private static void EmitStep(CodeWriter w, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        Number stride = d.StateStride;
        cell.StepInput?.EmitForwardStep(w);
        w.Line($"""
            ReadOnlySpan<float> xt = x.Slice((t * batch + rowBegin) * {d.InputStride});
            ReadOnlySpan<float> hPrevious = h.Slice(({d.PreviousSlot} * batch + rowBegin) * {stride});
            Span<float> hNext = h.Slice(({d.NextSlot} * batch + rowBegin) * {stride});
            """);
        foreach (string state in d.CellStates.Select(state => state.Local))
        {
            w.Line($"""
                ReadOnlySpan<float> {state}Previous = {state}.Slice(({d.PreviousSlot} * kept + rowBegin) * {d.Stride});
                Span<float> {state}Next = {state}.Slice(({d.NextSlot} * kept + rowBegin) * {d.Stride});
                """);
        }

        w.Line($"Span<float> gate = gates.Slice((t * keptGates + rowBegin) * {d.GateStride} + apart);");
        RecurrentDropout.EmitRead(w, d, forward: true);
        Zoneout.EmitDraw(w, d);
        SharedUnits.EmitStep(w, d, () => cell.EmitForwardStep(w, d));
        ProjectedHidden.EmitForwardStep(w, d);
    }

    /// <summary>
    /// A statement that asks for the inputs of the step after this one, while units [8 panel, 8 panelEnd) are computed; those ahead are
    /// read already.
    /// </summary>
    public static string ReadAhead(RecurrentDirection d) =>
        $"ReadAhead.Share(x, ({(d.RunsBothWays ? $"{d.IsReverse} ? t - 1 : t + 1" : d.Reverse ? "t - 1" : "t + 1")}) * batch + rowBegin, "
            + $"ahead ? 0 : rows, {d.InputStride}, panel, panelEnd, {d.Panels});";

    /// <summary>What the pass over a step's units works on.</summary>
    public static List<CellOperand> Operands(RecurrentDirection d) =>
    [
        Gates(d),
        .. Hidden(d),
        .. Cell(d),
        .. d.Cell.ForwardOperands(d),
    ];

    /// <summary>The gates of the step.</summary>
    public static CellOperand Gates(RecurrentDirection d) =>
        new(CellOperand.Gates, new RowsAt("gate", d.Gates, "t"), d.GateStride, Writable: true);

    /// <summary>Where h goes, and what it is mixed with.</summary>
    public static IEnumerable<CellOperand> Hidden(RecurrentDirection d)
    {
        Number stride = d.StateStride;
        bool projects = d.Cell.Projection is not null, mixes = d.Spec.Zoneout > 0 && !projects;
        if (mixes || d.Cell.HasDirectPath)
            yield return new("hPrevious", new RowsAt("hPrevious", d.Hidden, d.PreviousSlot), stride);
        yield return projects
            ? ProjectedHidden.Forward(d)
            : new(CellOperand.NextHidden, new RowsAt("hNext", d.Hidden, d.NextSlot), stride, Writable: true);
        if (mixes)
            yield return new("hKeep", d.AtPassing(Zoneout.Hidden, stride), stride);
    }

    /// <summary>The other states before and after the step.</summary>
    public static IEnumerable<CellOperand> Cell(RecurrentDirection d) =>
        d.CellStates.SelectMany(state => new[] { state.Previous(d), state.Next(d, writable: true) });

    /// <summary>The pass over a step's units, for a cell with one.</summary>
    public static UnitPass Pass(RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        return new UnitPass(
            "Cell", Operands(d), d.Units, cell.UnitSlots,
            "The gates of units [8 panel, 8 panelEnd) for each row: gate holds the pre-activations.",
            RecurrentDirection.WrittenForBoth(cell.Equations),
            Stored(cell.EmitForward),
            [.. cell.ForwardLoops.Take(cell.ForwardLoops.Count - 1), Stored(cell.ForwardLoops[cell.ForwardLoops.Count - 1])]);

        Action<CodeWriter> Stored(Action<CodeWriter> hidden) => body =>
        {
            hidden(body);
            EmitStore(body, d);
        };
    }

    /// <summary>Statements that store <c>V h</c>.</summary>
    public static void EmitStore(CodeWriter w, RecurrentDirection d)
    {
        if (d.Cell.Projection is not null)
            w.Line("V.Store(h, ref hNext, unit);");
        else
            Zoneout.EmitStore(w, d);
    }
}
