using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes the backward pass of a recurrent layer through time.</summary>
internal static class RecurrentBackward
{
    public static void EmitLoop(CodeWriter w, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        SequencePlan x = d.Input;
        int stride = cell.Stride, gateStride = cell.GateStride, outStride = d.Output.Stride;
        string reverse = Literal.Of(d.Reverse);
        w.Summary($"Back through time, rows [rowBegin, rowEnd): gradients of the pre-activations take the gates' place.");
        w.Remarks(string.Join("\n", [.. cell.Derivatives, $"dh_{(d.Reverse ? "{t+1}" : "{t-1}")} += da_t W_hh    dx_t = da_t W_ih"]));
        using (w.Open($"private static void {d.Name}Backward<V>(Workspace ws, int rowBegin, int rowEnd)\n    where V : struct, ILanes<V>"))
        {
            string channel = d.OutputChannel == 0 ? "" : $"[{d.OutputChannel}..]";
            w.Line($"""
                TimeLayout time = ws.{x.Time};
                int batch = time.Batch;
                PackedMatrix recurrent = ws.Packed.{d.RecurrentTransposed};
                Span<float> gates = ws.{d.Gates}.Span;
                ReadOnlySpan<float> h = ws.{d.Hidden}.Span;
                Span<float> dh = ws.{d.Output.Gradient}.Span{channel};
                Span<float> dInitial = ws.{d.InitialGradient}.Span;
                """);
            if (cell.HasCellState)
            {
                w.Line($"""
                    ReadOnlySpan<float> c = ws.{d.CellState}.Span;
                    Span<float> dc = ws.{d.CellGradient}.Span;
                    RecurrentState.LoadGradient(ws, ws.FinalStateGradient, {d.CellOffset}, {cell.Hidden}, dc, {stride}, rowBegin, rowEnd);
                    """);
            }

            w.Line($"""
                RecurrentState.AddFinalGradient(ws, time, ws.FinalStateGradient, {d.HiddenOffset}, {cell.Hidden}, dh, {outStride}, {reverse}, rowBegin, rowEnd);
                if (time.Ragged)
                    RecurrentState.ClearEnded(time, gates, {gateStride}, 0, rowBegin, rowEnd);

                """);
            using (w.Open(d.Reverse ? "for (int t = 0; t < time.Steps; t++)" : "for (int t = time.Steps - 1; t >= 0; t--)"))
            {
                w.Line($"""
                    int rows = Math.Min(time.Active[t], rowEnd) - rowBegin;
                    if (rows <= 0)
                        {(d.Reverse ? "break" : "continue")};
                    Span<float> gate = gates.Slice((t * batch + rowBegin) * {gateStride});
                    ReadOnlySpan<float> hPrevious = h.Slice((({d.PreviousSlot}) * batch + rowBegin) * {stride});
                    ReadOnlySpan<float> hNext = h.Slice((({d.NextSlot}) * batch + rowBegin) * {stride});
                    """);
                if (cell.HasCellState)
                {
                    w.Line($"""
                        ReadOnlySpan<float> cPrevious = c.Slice((({d.PreviousSlot}) * batch + rowBegin) * {stride});
                        ReadOnlySpan<float> cNext = c.Slice((({d.NextSlot}) * batch + rowBegin) * {stride});
                        """);
                }

                w.Line($"""
                    {RecurrentForward.CellCall(RecurrentForward.BaseName(d), "CellBackward", cell, $"0, {cell.Panels}, rows, gate, hPrevious, hNext, dh.Slice((t * batch + rowBegin) * {outStride}), {outStride}", $"cPrevious, cNext, dc.Slice(rowBegin * {stride})")}

                    """);
                EmitRecurrence(w, d, gateStride, stride, outStride);
            }

            EmitInitialGradient(w, d, stride);
            EmitInputGradient(w, d, gateStride);
        }
    }

    // Rows that live on at the step before (in the direction's order) hand dh on to it; the others began here.
    private static void EmitRecurrence(CodeWriter w, RecurrentDirection d, int gateStride, int stride, int outStride)
    {
        if (d.Reverse)
        {
            w.Line($"""
                int next = t + 1 < time.Steps ? Math.Max(Math.Min(time.Active[t + 1], rowEnd) - rowBegin, 0) : 0;
                if (next > 0)
                    PanelGemm.Multiply(recurrent, next, default, gate, {gateStride}, dh.Slice(((t + 1) * batch + rowBegin) * {outStride}), {outStride}, accumulate: true);
                if (next < rows && ws.InitialStateGradient is not null)
                    PanelGemm.Multiply(recurrent, rows - next, default, gate.Slice(next * {gateStride}), {gateStride}, dInitial.Slice((rowBegin + next) * {stride}), {stride}, accumulate: false);
                """);
            return;
        }

        w.Line($"""
            if (t > 0)
                PanelGemm.Multiply(recurrent, rows, default, gate, {gateStride}, dh.Slice(((t - 1) * batch + rowBegin) * {outStride}), {outStride}, accumulate: true);
            else if (ws.InitialStateGradient is not null)
                PanelGemm.Multiply(recurrent, rows, default, gate, {gateStride}, dInitial.Slice(rowBegin * {stride}), {stride}, accumulate: false);
            """);
    }

    private static void EmitInitialGradient(CodeWriter w, RecurrentDirection d, int stride)
    {
        RecurrentCell cell = d.Cell;
        w.Line();
        using (w.Open("if (ws.InitialStateGradient is { } initial)"))
        {
            w.Line($"RecurrentState.SaveGradient(ws, initial, {d.HiddenOffset}, {cell.Hidden}, dInitial, {stride}, rowBegin, rowEnd);");
            if (cell.HasCellState)
                w.Line($"RecurrentState.SaveGradient(ws, initial, {d.CellOffset}, {cell.Hidden}, dc, {stride}, rowBegin, rowEnd);");
        }
    }

    private static void EmitInputGradient(CodeWriter w, RecurrentDirection d, int gateStride)
    {
        SequencePlan x = d.Input;
        if (x.GradientCondition == "false")
            return;
        w.Line();
        if (x.GradientCondition is { } condition)
            w.Line($"if (!{condition})\n    return;");
        using (w.Open("for (int t = 0; t < time.Steps; t++)"))
        {
            w.Line($"""
                int from = t * batch + rowBegin;
                PanelGemm.Multiply(ws.Packed.{d.InputTransposed}, rowEnd - rowBegin, default, gates.Slice(from * {gateStride}), {gateStride}, ws.{x.Gradient}.Span.Slice(from * {x.Stride}), {x.Stride}, accumulate: {Literal.Of(d.Reverse)});
                """);
        }
    }

    public static void EmitCell(CodeWriter w, string name, RecurrentCell cell)
    {
        w.Summary("Gradients of the pre-activations of units [8 panel, 8 panelEnd), in the gates' place.");
        w.Remarks(string.Join("\n", cell.Derivatives));
        string c = cell.HasCellState ? ", ReadOnlySpan<float> cPreviousRows, ReadOnlySpan<float> cNextRows, Span<float> dcRows" : "";
        string pass = cell.HasCellState ? ", cPreviousRows, cNextRows, dcRows" : "";
        using (w.Open($"private static void {name}CellBackward<V>(int panel, int panelEnd, int rows, Span<float> gates, ReadOnlySpan<float> hPreviousRows, ReadOnlySpan<float> hNextRows, Span<float> dhRows, int dhStride{c})\n    where V : struct, ILanes<V>"))
        {
            RecurrentForward.EmitOddPanel(w, $"{name}CellBackward<F32x8>(panelEnd - 1, panelEnd, rows, gates, hPreviousRows, hNextRows, dhRows, dhStride{pass});");
            using (w.Open("for (int row = 0; row < rows; row++)"))
            {
                w.Line($"""
                    ref float gate = ref gates[row * {cell.GateStride}];
                    ref readonly float hPrevious = ref hPreviousRows[row * {cell.Stride}];
                    ref readonly float hNext = ref hNextRows[row * {cell.Stride}];
                    ref float dh = ref dhRows[row * dhStride];
                    """);
                if (cell.HasCellState)
                {
                    w.Line($"""
                        ref readonly float cPrevious = ref cPreviousRows[row * {cell.Stride}];
                        ref readonly float cNext = ref cNextRows[row * {cell.Stride}];
                        ref float dc = ref dcRows[row * {cell.Stride}];
                        """);
                }

                RecurrentForward.EmitUnitLoop(w, cell, cell.EmitBackward);
            }
        }
    }
}
