using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>What a recurrent layer hands on: h itself, or both directions joined, with the layer's input added where asked.</summary>
/// <param name="Spec">The layer's options.</param>
/// <param name="Sequence">The output.</param>
/// <param name="Input">The layer's input.</param>
internal sealed record RecurrentOutput(RecurrentSpec Spec, SequencePlan Sequence, SequencePlan Input)
{
    /// <summary>Whether the input is added: asked for, and as wide as the output.</summary>
    public bool AddsInput => Spec.Residual && Input.Width == Sequence.Width;

    /// <summary>Whether the output has a buffer of its own, beside h.</summary>
    public bool IsBuffer => Spec.Bidirectional || AddsInput;

    public string Summary => (Spec.Bidirectional, Spec.Merge) switch
    {
        (false, _) => "h",
        (_, MergeKind.Concatenate) => "both directions side by side",
        (_, MergeKind.Multiply) => "product of both directions",
        (_, MergeKind.Average) => "mean of both directions",
        _ => "sum of both directions",
    } + (AddsInput ? ", plus the layer's input" : "");

    public static RecurrentOutput Create(RecurrentSpec spec, string name, SequencePlan input)
    {
        int groups = spec.Concatenates ? 2 : 1, width = groups * spec.StateSize;
        bool adds = spec.Residual && input.Width == width;
        var sequence = spec.Bidirectional || adds
            ? new SequencePlan(name + "Output", 0, groups, spec.StateSize, name + "OutputGradient", Time: input.Time)
            : new SequencePlan(name + "H", 1, groups, spec.StateSize, name + "OutputGradient", Time: input.Time);
        sequence = sequence with { KeepsGradient = true };
        // The last step of one direction, or of two side by side, stands in the output as it is.
        if (spec.Bidirectional && (adds || !spec.Concatenates))
            sequence = sequence with { Last = new LastState(name, sequence.Stride, input.Time) };
        return new RecurrentOutput(spec, sequence, input);
    }

    /// <summary>The statement that computes it where one does; else null.</summary>
    public string? Statement(IReadOnlyList<RecurrentDirection> directions) =>
        Spec.Concatenates && !AddsInput ? Concatenation(directions) : null;

    /// <summary>The method that computes it where that takes several statements.</summary>
    public void EmitForward(CodeWriter w, string name, IReadOnlyList<RecurrentDirection> directions)
    {
        RecurrentDirection last = directions[directions.Count - 1];
        w.Summary($"y_t = {Summary}: {Sequence.Width} channels; 0 past a row's end.");
        using (w.Open($"private static void {name}Output(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Scope(
                body => EmitBody(body, directions),
                ("time", $"TimeLayout time = ws.{Sequence.Time};"),
                ("forward", $"ReadOnlySpan<float> forward = {AfterStep(directions[0])}; // slot t + 1 holds h after step t"),
                ("reverse", $"ReadOnlySpan<float> reverse = ws.{last.Hidden}.Span; // in reverse, slot t does"));
        }
    }

    private void EmitBody(CodeWriter w, IReadOnlyList<RecurrentDirection> directions)
    {
        int stride = directions[0].Cell.StateStride;
        w.Line(Spec switch
        {
            { Bidirectional: false } => $"Residual.Start(time, forward, {stride}, ws.{Sequence.Buffer}.Span, rowBegin, rowEnd);",
            { Merge: MergeKind.Concatenate } => Concatenation(directions),
            _ => $"MergedDirections.Merge({MergeName}, time, forward, reverse, {stride}, ws.{Sequence.Buffer}.Span, rowBegin, rowEnd);",
        });
        if (AddsInput)
            w.Line($"Residual.Add(time, {InputRows}, {Input.Channels}, ws.{Sequence.Buffer}.Span, "
                + $"{Sequence.Channels}, rowBegin, rowEnd);");
        if (Sequence.Last is not { Wanted: true } last)
            return;
        w.Line($"MergedDirections.MergeLast({MergeName}, time, forward, reverse, {stride}, ws.{last.Buffer}.Span, "
            + $"{last.Stride}, rowBegin, rowEnd);");
        if (AddsInput)
            w.Line($"Residual.AddLast(time, {InputRows}, {Input.Channels}, ws.{last.Buffer}.Span, "
                + $"{Sequence.Channels}, rowBegin, rowEnd);");
    }

    /// <summary>The gradient of the input that was added; the layer's own gradient of x is there already.</summary>
    public void EmitBackward(CodeWriter w, string name)
    {
        w.Summary("dx_t += dy_t.");
        using (w.Open($"private static void {name}OutputBackward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            if (Input.GradientUse.Condition is { } condition)
                w.Line($"if (!{condition})\n    return;");
            w.Line($"TimeLayout time = ws.{Sequence.Time};\nResidual.Add(time, ws.{Sequence.Gradient}.Span, {Sequence.Channels}, "
                + $"ws.{Input.Gradient}.Span, {Input.Channels}, rowBegin, rowEnd);");
            if (Sequence.Last is { Wanted: true } last)
                w.Line($"Residual.AddLastGradient(time, ws.{last.Gradient}.Span, {Sequence.Channels}, ws.{Input.Gradient}.Span, "
                    + $"{Input.Channels}, rowBegin, rowEnd);");
        }
    }

    /// <summary>Statements that add the last state's gradient to what a direction's backward pass begins with.</summary>
    public void EmitLastGradient(CodeWriter w, RecurrentDirection d)
    {
        if (Sequence.Last is not { Wanted: true } last)
            return;
        Number lastStride = d.LastStride(last);
        w.Line($"MergedDirections.AddLastGradient({MergeName}, time, {d.WsOf("LastGradient", _ => last.Gradient)}.Span, {lastStride}, "
            + $"{d.WsOf("OtherH", x => x.OtherHidden)}.Span, {d.StateStride}, {d.IsReverse}, dhCarry, rowBegin, rowEnd);");
    }

    private string Concatenation(IReadOnlyList<RecurrentDirection> directions) =>
        $"Directions.Concatenate(ws.{Sequence.Time}, ws.{directions[0].Hidden}, ws.{directions[1].Hidden}, "
            + $"{directions[0].Cell.StateStride}, ws.{Sequence.Buffer}, rowBegin, rowEnd);";

    private string MergeName => $"global::LstmGen.Merge.{Spec.Merge}";

    private string InputRows => $"ws.{Input.Buffer}.Span{(Input.Slot == 0 ? "" : $"[(time.Batch * {Input.Slot * Input.Stride})..]")}";

    private static string AfterStep(RecurrentDirection d) => $"{d.Ws(x => x.Hidden)}.Span[(time.Batch * {d.Cell.StateStride})..]";
}
