using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Zoneout on a GPU.</summary>
internal static class IlgpuZoneout
{
    /// <summary>Statements that draw k for all steps.</summary>
    public static void EmitDraw(CodeWriter w, RecurrentDirection d)
    {
        if (d.Spec.Zoneout == 0)
            return;
        string rate = Literal.Of(d.Spec.Zoneout);
        w.Line($"Kernels.Masks.DrawKept(ws.Mask({rate}, {d.Stream + 2}), {rate}, ws.Dropout, time.Layout, "
            + $"{d.Cell.StateStride}, {d.Ws(Zoneout.Hidden)}.View);");
        if (d.Cell.States.Count > 0)
            w.Line($"Kernels.Masks.DrawKept(ws.Mask({rate}, {d.Stream + 3}), {rate}, ws.Dropout, time.Layout, "
                + $"{d.Cell.Stride}, {d.Ws(Zoneout.Cell)}.View);");
    }
}
