using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Dropout on x with one mask for all steps (Gal and Ghahramani 2016).</summary>
internal static class InputDropout
{
    /// <summary>Buffer of the mask.</summary>
    public static string Mask(RecurrentDirection d) => d.Name + "InputMask";

    /// <summary>Buffer of what the mask left of x.</summary>
    public static string Dropped(RecurrentDirection d) => d.Name + "InputDropped";

    /// <summary>Buffer of its gradient.</summary>
    public static string Gradient(RecurrentDirection d) => d.Name + "InputDroppedGradient";

    public static void AddBuffers(LayerMemory buffers, RecurrentDirection d)
    {
        if (d.Spec.InputDropout == 0)
            return;
        string time = d.TimeName;
        buffers.RowBuffer(Mask(d), d.InputStride, "mask of x, the same at all steps", time: time);
        buffers.StepBuffer(Dropped(d), d.InputStride, "what the mask left of x", time: time);
        if (!d.Input.GradientUse.IsNever)
            buffers.PassingBuffer(Gradient(d), d.InputStride, "its gradient at the step at hand", trainingOnly: true, time: time);
    }

    /// <summary>Statements that define <c>x</c>, [T, B, stride].</summary>
    public static void EmitForward(CodeWriter w, RecurrentDirection d)
    {
        w.Line($"ReadOnlySpan<float> x = {d.InputRows};");
        if (d.Spec.InputDropout == 0)
            return;
        using (w.Open("if (ws.Dropout)"))
        {
            w.Line($"""
                RowMask.Draw(ws, {Literal.Of(d.Spec.InputDropout)}, {d.StreamAt(0)}, {d.InputStride}, {d.Ws(Mask)}.Span, rowBegin, rowEnd);
                RowMask.Multiply(time, x, {d.Ws(Mask)}.Span, {d.InputStride}, {d.Ws(Dropped)}.Span, rowBegin, rowEnd);
                x = {d.Ws(Dropped)}.Span;
                """);
        }
    }

    /// <summary>An expression for x as the forward pass used it.</summary>
    public static string Read(RecurrentDirection d) =>
        d.Spec.InputDropout > 0 ? $"ws.Dropout ? {d.Ws(Dropped)}.Span : {d.InputRows}" : d.InputRows;

    /// <summary>
    /// Statements that put the gradient of x at a step to <paramref name="gradient"/>; <paramref name="product"/> is the call
    /// that computes da_t W_ih up to where it goes. In a loop, with row <c>rowBegin</c> at <paramref name="gradient"/>.
    /// </summary>
    public static void EmitBackward(CodeWriter w, RecurrentDirection d, string product, string gradient, string accumulate)
    {
        Number stride = d.InputStride;
        string dropped = d.AtRows(Gradient, stride);
        using (w.Open("if (!ws.Dropout)"))
            w.Line($"{product}{gradient}, {stride}, accumulate: {accumulate});\ncontinue;");
        w.Line($"""
            {product}{dropped}, {stride}, accumulate: false);
            RowMask.Apply({d.Ws(Mask)}.Span.Slice(rowBegin * {stride}), {dropped}, {gradient}, (rowEnd - rowBegin) * {stride}, accumulate: {accumulate});
            """);
    }
}
