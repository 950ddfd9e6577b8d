using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// Zoneout (Krueger et al. 2017): s_t = k s_(t-1) + (1 - k) s', where k is 1 with the given probability per unit and step
/// while training, and that probability itself otherwise.
/// </summary>
internal static class Zoneout
{
    /// <summary>Buffer of k for h.</summary>
    public static string Hidden(RecurrentDirection d) => d.Name + "HiddenKeep";

    /// <summary>Buffer of k for c.</summary>
    public static string Cell(RecurrentDirection d) => d.Name + "CellKeep";

    public static void AddBuffers(LayerMemory buffers, RecurrentDirection d)
    {
        if (d.Spec.Zoneout == 0)
            return;
        buffers.PassingBuffer(Hidden(d), d.StateStride, "which units of h keep their value at the step at hand", time: d.TimeName);
        if (d.Cell.States.Count > 0)
            buffers.PassingBuffer(Cell(d), d.Stride, "which units of c keep their value at the step at hand", time: d.TimeName);
    }

    /// <summary>Statements that draw k for a step.</summary>
    public static void EmitDraw(CodeWriter w, RecurrentDirection d)
    {
        if (d.Spec.Zoneout == 0)
            return;
        string rate = Literal.Of(d.Spec.Zoneout);
        w.Line($"ZoneoutMask.Draw(ws, time, t, {rate}, {d.StreamAt(2)}, {d.StateStride}, {d.Ws(Hidden)}.Span, rowBegin, rowEnd);");
        if (d.Cell.States.Count > 0)
            w.Line($"ZoneoutMask.Draw(ws, time, t, {rate}, {d.StreamAt(3)}, {d.Stride}, {d.Ws(Cell)}.Span, rowBegin, rowEnd);");
    }

    /// <summary>Statements that store <c>V h</c>, mixed with its predecessor.</summary>
    public static void EmitStore(CodeWriter w, RecurrentDirection d)
    {
        if (d.Spec.Zoneout > 0)
            w.Line("V keep = V.Load(in hKeep, unit); // h_t = k h_(t-1) + (1 - k) h'\n"
                + "h = V.MultiplyAdd(keep, V.Load(in hPrevious, unit), (V.One - keep) * h);");
        w.Line($"V.Store({(d.Cell.HiddenFades ? "V.FlushTiny(h)" : "h")}, ref hNext, unit);");
    }
}
