using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Dropout on h on its way into the recurrent product, on a GPU.</summary>
internal static class IlgpuRecurrentDropout
{
    /// <summary>The statement that draws the mask, ones where dropout does not act; in scope: <c>time</c>.</summary>
    public static void EmitDraw(CodeWriter w, RecurrentDirection d)
    {
        if (d.Spec.RecurrentDropout > 0)
            w.Line($"Kernels.Masks.DrawRows(ws.Mask(ws.Dropout ? {Literal.Of(d.Spec.RecurrentDropout)} : 0f, {d.Stream + 1}), "
                + $"time.Layout, {d.Cell.StateStride}, {d.Ws(RecurrentDropout.Mask)}.View);");
    }

    /// <summary>The statement to = mask * from, or to += mask * from, for rows of one step or of all.</summary>
    public static string Apply(RecurrentDirection d, string rows, string from, string to, bool add) =>
        $"Kernels.Masks.Multiply({d.Ws(RecurrentDropout.Mask)}.View, time.Batch, {d.Cell.StateStride}, {rows}, {from}, {to}, "
            + $"add: {Literal.Of(add)});";
}
