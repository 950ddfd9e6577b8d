using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes the forward pass of a recurrent layer.</summary>
internal static class RecurrentForward
{
    public static void EmitLoop(CodeWriter w, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        SequencePlan x = d.Input;
        int stride = cell.Stride, gateStride = cell.GateStride;
        w.Summary($"{(d.Reverse ? "From the end to the start: " : "")}{cell.InputWeight.Name}, {cell.RecurrentWeight.Name}, rows [rowBegin, rowEnd).");
        w.Remarks(string.Join("\n", cell.Equations));
        using (w.Open($"private static void {d.Name}Forward<V>(Workspace ws, int rowBegin, int rowEnd)\n    where V : struct, ILanes<V>"))
        {
            w.Line($"""
                TimeLayout time = ws.{x.Time};
                int batch = time.Batch, kept = ws.Training ? batch : 0; // rows from one step's slot to the next
                PackedMatrix weights = ws.Packed.{d.Weights};
                ReadOnlySpan<float> bias = ws.Packed.{d.Bias}.Span;
                ReadOnlySpan<float> x = ws.{x.Buffer}.Span;
                Span<float> h = ws.{d.Hidden}.Span, gates = ws.{d.Gates}.Span;
                """);
            if (cell.HasCellState)
                w.Line($"Span<float> c = ws.{d.CellState}.Span;");
            using (w.Open("if (!ws.Continues)"))
            {
                string reverse = Literal.Of(d.Reverse);
                w.Line($"RecurrentState.Load(ws, time, {d.HiddenOffset}, {cell.Hidden}, h, {stride}, history: true, {reverse}, rowBegin, rowEnd);");
                if (cell.HasCellState)
                    w.Line($"RecurrentState.Load(ws, time, {d.CellOffset}, {cell.Hidden}, c, {stride}, history: ws.Training, {reverse}, rowBegin, rowEnd);");
            }

            w.Line();
            using (w.Open(d.Reverse ? "for (int t = time.Steps - 1; t >= 0; t--)" : "for (int t = 0; t < time.Steps; t++)"))
            {
                w.Line($"""
                    int rows = Math.Min(time.Active[t], rowEnd) - rowBegin;
                    if (rows <= 0)
                        {(d.Reverse ? "continue" : "break")};
                    ReadOnlySpan<float> xt = x.Slice(({Slot("t", x.Slot)} * batch + rowBegin) * {x.Stride});
                    ReadOnlySpan<float> hPrevious = h.Slice((({d.PreviousSlot}) * batch + rowBegin) * {stride});
                    Span<float> hNext = h.Slice((({d.NextSlot}) * batch + rowBegin) * {stride});
                    """);
                if (cell.HasCellState)
                {
                    w.Line($"""
                        ReadOnlySpan<float> cPrevious = c.Slice((({d.PreviousSlot}) * kept + rowBegin) * {stride});
                        Span<float> cNext = c.Slice((({d.NextSlot}) * kept + rowBegin) * {stride});
                        """);
                }

                w.Line($"""
                    Span<float> gate = gates.Slice((t * kept + rowBegin) * {gateStride});
                    int step = PanelGemm.PanelStep(weights, rows);
                    """);
                using (w.Open($"for (int panel = 0; panel < {cell.Panels}; panel += step)"))
                {
                    w.Line($"""
                        int panelEnd = Math.Min(panel + step, {cell.Panels});
                        PanelGemm.Multiply(weights, panel, panelEnd, rows, bias, xt, {x.Stride}, {x.Inner}, hPrevious, {stride}, {cell.Hidden}, gate, {gateStride});
                        {CellCall(BaseName(d), "Cell", cell, "panel, panelEnd, rows, gate, hPrevious, hNext", "cPrevious, cNext")}
                        """);
                }
            }
        }
    }

    public static void EmitCell(CodeWriter w, string name, RecurrentCell cell)
    {
        w.Summary($"The gates of units [8 panel, 8 panelEnd) for each row: a holds the pre-activations, [rows, {cell.GateStride}].");
        w.Remarks(string.Join("\n", cell.Equations));
        string c = cell.HasCellState ? ", ReadOnlySpan<float> cPreviousRows, Span<float> cNextRows" : "";
        using (w.Open($"private static void {name}Cell<V>(int panel, int panelEnd, int rows, Span<float> gates, ReadOnlySpan<float> hPreviousRows, Span<float> hNextRows{c})\n    where V : struct, ILanes<V>"))
        {
            EmitOddPanel(w, $"{name}Cell<F32x8>(panelEnd - 1, panelEnd, rows, gates, hPreviousRows, hNextRows{(cell.HasCellState ? ", cPreviousRows, cNextRows" : "")});");
            using (w.Open("for (int row = 0; row < rows; row++)"))
            {
                w.Line($"""
                    ref float gate = ref gates[row * {cell.GateStride}];
                    ref readonly float hPrevious = ref hPreviousRows[row * {cell.Stride}];
                    ref float hNext = ref hNextRows[row * {cell.Stride}];
                    """);
                if (cell.HasCellState)
                    w.Line($"ref readonly float cPrevious = ref cPreviousRows[row * {cell.Stride}];\nref float cNext = ref cNextRows[row * {cell.Stride}];");
                EmitUnitLoop(w, cell, cell.EmitForward);
            }
        }
    }

    /// <summary>A vector wider than a panel takes two; the odd one is left to a vector of 8.</summary>
    public static void EmitOddPanel(CodeWriter w, string call)
    {
        using (w.Open("if ((panelEnd - panel) * 8 % V.Count != 0)"))
        {
            w.Line(call);
            w.Line("panelEnd--;");
        }

        w.Line();
    }

    public static void EmitUnitLoop(CodeWriter w, RecurrentCell cell, Action<CodeWriter> body)
    {
        using (w.Open("for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)"))
        {
            w.Line($"int at = unit / 8 * {cell.PanelStride} + unit % 8;");
            body(w);
        }
    }

    public static void EmitMerge(CodeWriter w, string name, IReadOnlyList<RecurrentDirection> directions)
    {
        RecurrentDirection forward = directions[0], reverse = directions[1];
        int stride = forward.Cell.Stride;
        w.Summary($"y_t = [h_t forward, h_t in reverse]: {forward.Output.Width} channels; 0 past a row's end.");
        using (w.Open($"private static void {name}Merge(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line($"""
                // Forward, slot t + 1 holds h after step t; in reverse, slot t does.
                int next = ws.{forward.Output.Time}.Batch * {stride};
                Directions.Concatenate(ws.{forward.Output.Time}, ws.{forward.Hidden}.Span[next..], ws.{reverse.Hidden}.Span, {stride}, ws.{forward.Output.Buffer}.Span, rowBegin, rowEnd);
                """);
        }
    }

    public static string CellCall(string name, string method, RecurrentCell cell, string arguments, string cellArguments) =>
        $"{name}{method}<V>({arguments}{(cell.HasCellState ? ", " + cellArguments : "")});";

    /// <summary>Both directions share the cell methods, which carry the layer's name.</summary>
    public static string BaseName(RecurrentDirection d) => d.Reverse ? d.Name.Substring(0, d.Name.Length - "Reverse".Length) : d.Name;

    public static string Slot(string step, int slot) => slot == 0 ? step : $"({step} + {slot})";
}
