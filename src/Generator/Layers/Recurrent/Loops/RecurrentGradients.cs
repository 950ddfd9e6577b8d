using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes the weight gradients of a recurrent layer: products over the whole sequence.</summary>
internal static class RecurrentGradients
{
    public static void Emit(CodeWriter w, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        string time = d.Input.Time, before = d.Reverse ? "{t+1}" : "{t-1}";
        w.Summary(
            $"dW_ih += sum over t of da_t^T x_t, dW_hh += da_t^T h_{before}, db += da_t; part {{part}} of {{parts}} takes its share.");
        using (w.Open($"private static void {d.Name}Gradients(Workspace ws, Span<float> gradients, int part, int parts)"))
        {
            string hidden = $"{d.Ws(x => x.Hidden)}.Span{(d.Reverse ? $"[(ws.{time}.Batch * {cell.StateStride})..]" : "")}";
            CodeWriter body = new();
            EmitBody(body, d);
            foreach ((string name, string declaration) in new[]
            {
                ("panel", $"int panel = {cell.Panels} * part / parts, panelEnd = {cell.Panels} * (part + 1) / parts;"),
                ("pairs", $"int pairs = ws.{time}.Steps * ws.{time}.Batch;"),
                ("share", $"GradientShare share = new(part, parts, {d.Input.Width + cell.StateSize});"),
                ("da", $"ReadOnlySpan<float> da = {d.Ws(x => x.Gates)}.Span;"),
                ("x", $"ReadOnlySpan<float> x = {InputDropout.Read(d)};"),
                ("hRead", $"ReadOnlySpan<float> hRead = {RecurrentDropout.Read(d, hidden)};"),
            })
            {
                if (body.Names(name))
                    w.Line(declaration);
            }

            w.Append(body);
        }
    }

    private static void EmitBody(CodeWriter w, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        if (cell.SharesGradients(d))
            EmitTogether(w, d);
        else if (cell.OverlapsGradients(d))
            EmitOverlapping(w, d);
        else
            EmitApart(w, d);
        ProjectedHidden.EmitGradient(w, d);
        cell.EmitExtraGradients(w, d);
    }

    // Both weights and both biases see the same da: one call reads it once.
    private static void EmitTogether(CodeWriter w, RecurrentDirection d) =>
        EmitBoth(w, d, "Accumulate", $"{d.Cell.InputWindow.Layout(d.Cell)}, {d.Cell.InputWindow.Slots}");

    // The weights see three of four slots each, two of them both.
    private static void EmitOverlapping(CodeWriter w, RecurrentDirection d) =>
        EmitBoth(
            w, d, "AccumulateOverlapping",
            $"{d.Cell.RecurrentWindow.Layout(d.Cell)}, {d.Cell.InputWindow.Slots}, {d.Cell.RecurrentWindow.Slots}");

    private static void EmitBoth(CodeWriter w, RecurrentDirection d, string method, string columns)
    {
        RecurrentCell cell = d.Cell;
        w.Line($"""
            WeightGradient.{method}(
                new GradientInput({cell.InputWeight.Slice("gradients")}, x, {d.Input.Stride}, {d.Input.Channels}),
                new GradientInput({cell.RecurrentWeight!.Slice("gradients")}, hRead, {cell.StateStride}, new Channels(1, {cell.StateSize})),
                {cell.InputBias?.Slice("gradients") ?? "default"}, {cell.RecurrentBias?.Slice("gradients") ?? "default"},
                {columns}, da, {cell.GateStride}, pairs, share);
            """);
    }

    private static void EmitApart(CodeWriter w, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        // A bias is summed by the call that reads its gates anyway.
        bool own = cell.InputGates(d) == d.Gates, both = own && cell.RecurrentBiasWindow == cell.InputWindow;
        bool recurrent = !both && cell.RecurrentGates(d) == d.Gates && cell.RecurrentBiasWindow == cell.RecurrentWindow;
        EmitWeight(
            w, cell.InputWeight.Slice("gradients"), cell.InputWindow, $"{d.Ws(cell.InputGates)}.Span", cell, "x", d.Input.Stride,
            d.Input.Channels, InputShare(cell),
            own ? cell.InputBias : null, both ? cell.RecurrentBias : null);
        cell.EmitRecurrentWeightGradient(w, d, recurrent ? cell.RecurrentBias : null);
        if (!own)
            EmitBias(w, cell, cell.InputBias, cell.InputWindow);
        if (!both && !recurrent)
            EmitBias(w, cell, cell.RecurrentBias, cell.RecurrentBiasWindow);
    }

    public static void EmitWeight(
        CodeWriter w, string gradient, GateWindow window, string gates, RecurrentCell cell, string rows, int stride, string channels,
        string share,
        ParameterPlan? bias = null, ParameterPlan? secondBias = null) =>
        w.Line(WeightGradientCall.Of(
            gradient, $"{rows}, {stride}, {channels}", $"{window.Layout(cell)}, {window.Slots}, {gates}, {cell.GateStride}", "pairs", share,
            bias, secondBias));

    // Shares of inputs are those of both products together.
    private static string InputShare(RecurrentCell cell) => SharesInputs(cell) ? "share" : "panel, panelEnd";

    /// <summary>The share of the product with h, which comes after the one with <paramref name="inputs"/> inputs.</summary>
    public static string RecurrentShare(RecurrentCell cell, int inputs) =>
        SharesInputs(cell) ? $"share.After({inputs})" : "panel, panelEnd";

    private static bool SharesInputs(RecurrentCell cell) => cell.InputWindow.Count == cell.RecurrentWindow.Count;

    private static void EmitBias(CodeWriter w, RecurrentCell cell, ParameterPlan? bias, GateWindow window)
    {
        if (bias is not null)
            w.Line($"WeightGradient.AccumulateBias({bias.Slice("gradients")}, {window.Layout(cell)}, {window.Slots}, da, {cell.GateStride}, pairs, panel, panelEnd);");
    }
}
