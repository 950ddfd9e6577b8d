using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes the weight gradients of a recurrent layer: products over the whole sequence.</summary>
internal static class RecurrentGradients
{
    public static void Emit(CodeWriter w, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        string time = d.Time, before = d.RunsBothWays ? "{t-1} (t+1 in reverse)" : d.Reverse ? "{t+1}" : "{t-1}";
        w.Summary($"dW_ih += sum over t of da_t^T x_t, dW_hh += da_t^T h_{before}, db += da_t; part {{part}} of "
            + "{parts} takes its share.");
        using (w.Open($"{d.Signature("Gradients", overrides: true)}, Span<float> gradients, int part, int parts)"))
        {
            string hidden = d.BeforeEachStep(x => x.Hidden, d.StateStride);
            w.Scope(
                body => EmitBody(body, d),
                ("panel", $"int panel = {d.Panels} * part / parts, panelEnd = {d.Panels} * (part + 1) / parts;"),
                ("pairs", $"ValidPairs pairs = new({time});"),
                ("share", $"GradientShare share = new(part, parts, {d.WidthOfBoth});"),
                ("da", $"ReadOnlySpan<float> da = {d.Ws(x => x.Gates)}.Span;"),
                ("x", $"ReadOnlySpan<float> x = {InputDropout.Read(d)};"),
                ("hRead", $"ReadOnlySpan<float> hRead = {RecurrentDropout.Read(d, hidden)};"));
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
        EmitBoth(w, d, "Accumulate", $"{d.Cell.InputWindow.Layout(d)}, {d.Cell.InputWindow.Slots}");

    // The weights see three of four slots each, two of them both.
    private static void EmitOverlapping(CodeWriter w, RecurrentDirection d) =>
        EmitBoth(
            w, d, "AccumulateOverlapping",
            $"{d.Cell.RecurrentWindow.Layout(d)}, {d.Cell.InputWindow.Slots}, {d.Cell.RecurrentWindow.Slots}");

    private static void EmitBoth(CodeWriter w, RecurrentDirection d, string method, string columns)
    {
        w.Line($"""
            WeightGradient.{method}(
                new GradientInput({RecurrentPlaces.InputWeight(d, "gradients")}, x, {d.InputStride}, {d.InputChannels}),
                new GradientInput({RecurrentPlaces.RecurrentWeight(d, "gradients")}, hRead, {d.StateStride}, new Channels(1, {d.StateSize})),
                {RecurrentPlaces.InputBias(d, "gradients")}, {RecurrentPlaces.RecurrentBias(d, "gradients")}, {columns}, da, {d.GateStride}, pairs, share);
            """);
    }

    private static void EmitApart(CodeWriter w, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        // A bias is summed by the call that reads its gates anyway.
        bool own = cell.InputGates(d) == d.Gates, both = own && cell.RecurrentBiasWindow == cell.InputWindow;
        bool recurrent = !both && cell.RecurrentGates(d) == d.Gates && cell.RecurrentBiasWindow == cell.RecurrentWindow;
        EmitWeight(
            w, d, RecurrentPlaces.InputWeight(d, "gradients"), cell.InputWindow, $"{d.Ws(cell.InputGates)}.Span", "x", d.InputStride,
                d.InputChannels, InputShare(cell),
            own ? RecurrentPlaces.InputBias(d, "gradients") : "default", both ? RecurrentPlaces.RecurrentBias(d, "gradients") : "default");
        cell.EmitRecurrentWeightGradient(w, d, recurrent ? RecurrentPlaces.RecurrentBias(d, "gradients") : "default");
        if (!own)
            EmitBias(w, d, RecurrentPlaces.InputBias(d, "gradients"), cell.InputWindow);
        if (!both && !recurrent)
            EmitBias(w, d, RecurrentPlaces.RecurrentBias(d, "gradients"), cell.RecurrentBiasWindow);
    }

    public static void EmitWeight(
        CodeWriter w, RecurrentDirection d, string gradient, GateWindow window, string gates, string rows, Number stride, string channels,
        string share, string bias = "default", string secondBias = "default") =>
        w.Line(WeightGradientCall.Of(
            gradient, $"{rows}, {stride}, {channels}", $"{window.Layout(d)}, {window.Slots}, {gates}, {d.GateStride}", "pairs", share,
            bias, secondBias));

    // Shares of inputs are those of both products together.
    private static string InputShare(RecurrentCell cell) => SharesInputs(cell) ? "share" : "panel, panelEnd";

    /// <summary>The share of the product with h, which comes after the one with <paramref name="inputs"/> inputs.</summary>
    public static string RecurrentShare(RecurrentCell cell, Number inputs) =>
        SharesInputs(cell) ? $"share.After({inputs})" : "panel, panelEnd";

    private static bool SharesInputs(RecurrentCell cell) => cell.InputWindow.Count == cell.RecurrentWindow.Count;

    private static void EmitBias(CodeWriter w, RecurrentDirection d, string bias, GateWindow window)
    {
        if (bias != "default")
            w.Line($"WeightGradient.AccumulateBias({bias}, {window.Layout(d)}, {window.Slots}, da, "
                + $"{d.GateStride}, pairs, panel, panelEnd);");
    }
}
