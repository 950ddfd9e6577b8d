using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Dropout on x with one mask for all steps (Gal and Ghahramani 2016).</summary>
internal static class InputDropout
{
    private static string Mask(RecurrentDirection d) => d.Name + "InputMask";

    private static string Dropped(RecurrentDirection d) => d.Name + "InputDropped";

    private static string Gradient(RecurrentDirection d) => d.Name + "InputDroppedGradient";

    public static void AddBuffers(PlanBuilder plan, RecurrentDirection d)
    {
        if (d.Spec.InputDropout == 0)
            return;
        string time = d.Input.Time;
        plan.RowBuffer(Mask(d), d.Input.Stride, "mask of x, the same at all steps", time: time);
        plan.StepBuffer(Dropped(d), d.Input.Stride, "what the mask left of x", time: time);
        if (d.Input.GradientCondition != "false")
            plan.RowBuffer(Gradient(d), d.Input.Stride, "its gradient at the step at hand", trainingOnly: true, time: time);
    }

    /// <summary>Statements that define <c>x</c>, [T, B, stride].</summary>
    public static void EmitForward(CodeWriter w, RecurrentDirection d)
    {
        w.Line($"ReadOnlySpan<float> x = {Source(d)};");
        if (d.Spec.InputDropout == 0)
            return;
        using (w.Open("if (ws.Dropout)"))
        {
            w.Line($"""
                RowMask.Draw(ws, {Literal.Of(d.Spec.InputDropout)}, {d.Stream}, {d.Input.Stride}, ws.{Mask(d)}.Span, rowBegin, rowEnd);
                RowMask.Multiply(time, x, ws.{Mask(d)}.Span, {d.Input.Stride}, ws.{Dropped(d)}.Span, rowBegin, rowEnd);
                x = ws.{Dropped(d)}.Span;
                """);
        }
    }

    /// <summary>An expression for x as the forward pass used it.</summary>
    public static string Read(RecurrentDirection d) =>
        d.Spec.InputDropout > 0 ? $"ws.Dropout ? ws.{Dropped(d)}.Span : {Source(d)}" : Source(d);

    /// <summary>Statements that add the gradient of x at step t; in scope: <c>from</c>, the first row.</summary>
    public static void EmitBackward(CodeWriter w, RecurrentDirection d)
    {
        SequencePlan x = d.Input;
        string product = $"PanelGemm.Multiply(ws.Packed.{d.InputTransposed}, rowEnd - rowBegin, default, ws.{d.Cell.InputGates(d)}.Span.Slice(from * {d.Cell.GateStride}), {d.Cell.GateStride}, ";
        string gradient = $"ws.{x.Gradient}.Span.Slice(from * {x.Stride})", accumulate = Literal.Of(d.Reverse);
        if (d.Spec.InputDropout == 0)
        {
            w.Line($"{product}{gradient}, {x.Stride}, accumulate: {accumulate});");
            return;
        }

        string dropped = RecurrentDirection.AtRows(Gradient(d), x.Stride);
        using (w.Open("if (!ws.Dropout)"))
            w.Line($"{product}{gradient}, {x.Stride}, accumulate: {accumulate});\ncontinue;");
        w.Line($"""
            {product}{dropped}, {x.Stride}, accumulate: false);
            RowMask.Apply(ws.{Mask(d)}.Span.Slice(rowBegin * {x.Stride}), {dropped}, {gradient}, (rowEnd - rowBegin) * {x.Stride}, accumulate: {accumulate});
            """);
    }

    private static string Source(RecurrentDirection d) =>
        $"ws.{d.Input.Buffer}.Span{(d.Input.Slot == 0 ? "" : $"[(ws.{d.Input.Time}.Batch * {d.Input.Slot * d.Input.Stride})..]")}";
}
