using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Dropout on x with one mask for all steps (Gal and Ghahramani 2016).</summary>
internal static class InputDropout
{
    private static string Mask(RecurrentDirection d) => d.Name + "InputMask";

    private static string Dropped(RecurrentDirection d) => d.Name + "InputDropped";

    private static string Gradient(RecurrentDirection d) => d.Name + "InputDroppedGradient";

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

    /// <summary>Statements that define <c>x</c> on a device; in scope: <c>time</c>.</summary>
    public static void EmitIlgpuForward(CodeWriter w, RecurrentDirection d)
    {
        w.Line($"ArrayView<float> x = {IlgpuLayer.View(d.Input)};");
        if (d.Spec.InputDropout == 0)
            return;
        using (w.Open("if (ws.Dropout)"))
        {
            w.Line($"""
                Kernels.Masks.DrawRows(ws.Mask({Literal.Of(d.Spec.InputDropout)}, {d.Stream}), time.Layout, {d.Input.Stride}, {d.Ws(Mask)}.View);
                Kernels.Masks.Multiply({d.Ws(Mask)}.View, time.Batch, {d.Input.Stride}, time.Pairs, x, {d.Ws(Dropped)}.View, add: false);
                x = {d.Ws(Dropped)}.View;
                """);
        }
    }

    /// <summary>An expression for x on a device as the forward pass used it.</summary>
    public static string IlgpuRead(RecurrentDirection d) =>
        d.Spec.InputDropout > 0 ? $"ws.Dropout ? {d.Ws(Dropped)}.View : {IlgpuLayer.View(d.Input)}" : IlgpuLayer.View(d.Input);

    /// <summary>Statements that add the gradient of x at all steps on a device; in scope: <c>time</c>.</summary>
    public static void EmitIlgpuBackward(CodeWriter w, RecurrentDirection d)
    {
        SequencePlan x = d.Input;
        if (x.GradientUse.IsNever)
            return;
        string add = Literal.Of(d.Reverse);
        string Product(string to, string accumulate) =>
            $"Kernels.Products.MultiplyTransposed(time.Pairs, {d.Cell.GateStride}, {x.Stride}, {d.Ws(x => x.Cell.InputGates(x))}.View, "
                + $"{d.Cell.GateStride}, {d.InputWeights}.View, ws.{to}.View, {x.Stride}, accumulate: {accumulate}); // dx_t = da_t W_ih";
        if (x.GradientUse.Condition is { } condition)
            w.Line($"if (!{condition})\n    return;");
        if (d.Spec.InputDropout == 0)
        {
            w.Line(Product(x.Gradient, add));
            return;
        }

        using (w.Open("if (!ws.Dropout)"))
            w.Line($"{Product(x.Gradient, add)}\nreturn;");
        w.Line();
        w.Line($"{Product(Gradient(d), "false")}\nKernels.Masks.Multiply({d.Ws(Mask)}.View, time.Batch, {x.Stride}, time.Pairs, "
            + $"{d.Ws(Gradient)}.View, ws.{x.Gradient}.View, add: {add});");
    }
}
