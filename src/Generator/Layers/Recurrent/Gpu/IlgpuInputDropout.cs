using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Dropout on x with one mask for all steps, on a GPU.</summary>
internal static class IlgpuInputDropout
{
    /// <summary>Statements that define <c>x</c>; in scope: <c>time</c>.</summary>
    public static void EmitForward(CodeWriter w, RecurrentDirection d)
    {
        w.Line($"ArrayView<float> x = {IlgpuLayer.View(d.Input)};");
        if (d.Spec.InputDropout == 0)
            return;
        using (w.Open("if (ws.Dropout)"))
        {
            w.Line($"""
                Kernels.Masks.DrawRows(ws.Mask({Literal.Of(d.Spec.InputDropout)}, {d.Stream}), time.Layout, {d.Input.Stride}, {d.Ws(InputDropout.Mask)}.View);
                Kernels.Masks.Multiply({d.Ws(InputDropout.Mask)}.View, time.Batch, {d.Input.Stride}, time.Pairs, x, {d.Ws(InputDropout.Dropped)}.View, add: false);
                x = {d.Ws(InputDropout.Dropped)}.View;
                """);
        }
    }

    /// <summary>An expression for x as the forward pass used it.</summary>
    public static string Read(RecurrentDirection d) =>
        d.Spec.InputDropout > 0 ? $"ws.Dropout ? {d.Ws(InputDropout.Dropped)}.View : {IlgpuLayer.View(d.Input)}" : IlgpuLayer.View(d.Input);

    /// <summary>Statements that add the gradient of x at all steps; in scope: <c>time</c>.</summary>
    public static void EmitBackward(CodeWriter w, RecurrentDirection d)
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
        w.Line(Product(InputDropout.Gradient(d), "false"));
        w.Line($"Kernels.Masks.Multiply({d.Ws(InputDropout.Mask)}.View, time.Batch, {x.Stride}, time.Pairs, "
            + $"{d.Ws(InputDropout.Gradient)}.View, ws.{x.Gradient}.View, add: {add});");
    }
}
