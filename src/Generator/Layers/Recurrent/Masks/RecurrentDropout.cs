using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Dropout on h on its way into the recurrent product, one mask for all steps (Gal and Ghahramani 2016).</summary>
internal static class RecurrentDropout
{
    public static string Mask(RecurrentDirection d) => d.Name + "HiddenMask";

    public static string Dropped(RecurrentDirection d) => d.Name + "HiddenDropped";

    public static string Gradient(RecurrentDirection d) => d.Name + "HiddenDroppedGradient";

    public static void AddBuffers(LayerMemory buffers, RecurrentDirection d)
    {
        if (d.Spec.RecurrentDropout == 0)
            return;
        string time = d.TimeName;
        Number stride = d.StateStride;
        buffers.RowBuffer(Mask(d), stride, "mask of h, the same at all steps", time: time);
        buffers.KeptBuffer(Dropped(d), stride, "what the mask left of h before each step", time);
        buffers.RowBuffer(Gradient(d), stride, "its gradient at the step at hand", trainingOnly: true, time: time);
    }

    /// <summary>Statements before the forward loop.</summary>
    public static void EmitForwardHead(CodeWriter w, RecurrentDirection d)
    {
        if (d.Spec.RecurrentDropout == 0)
            return;
        Number stride = d.StateStride;
        using (w.Open("if (ws.Dropout)"))
        {
            w.Line($"""
                RowMask.Draw(ws, {Literal.Of(d.Spec.RecurrentDropout)}, {d.StreamAt(1)}, {stride}, {d.Ws(Mask)}.Span, rowBegin, rowEnd);
                if (ws.Training && time.Ragged)
                    RecurrentState.ClearEnded(time, {d.Ws(Dropped)}.Span, {stride}, 0, rowBegin, rowEnd);
                """);
        }
    }

    /// <summary>Statements of a step that define <c>hRead</c>; in the backward pass it is only looked up.</summary>
    public static void EmitRead(CodeWriter w, RecurrentDirection d, bool forward)
    {
        if (d.Spec.RecurrentDropout == 0)
            return;
        Number stride = d.StateStride;
        w.Line("ReadOnlySpan<float> hRead = hPrevious;");
        using (w.Open("if (ws.Dropout)"))
        {
            string dropped = d.AtKeptStep(Dropped, stride);
            if (forward)
                w.Line($"RowMask.Apply({d.AtRows(Mask, stride)}, hPrevious, {dropped}, rows * {stride}, accumulate: false);");
            w.Line($"hRead = {dropped};");
        }
    }

    /// <summary>An expression for h_(t-1) of all steps as the recurrent product read it.</summary>
    public static string Read(RecurrentDirection d, string hidden) =>
        d.Spec.RecurrentDropout > 0 ? $"ws.Dropout ? {d.Ws(Dropped)}.Span : {hidden}" : hidden;

    /// <summary>Statements before the backward loop.</summary>
    public static void EmitBackwardHead(CodeWriter w, RecurrentDirection d)
    {
        if (d.Spec.RecurrentDropout == 0)
            return;
        w.Line($"""
            Span<float> dhRead = {d.Ws(Gradient)}.Span;
            if (!ws.Dropout)
                {d.Ws(Mask)}.Span.Slice(rowBegin * {d.StateStride}, (rowEnd - rowBegin) * {d.StateStride}).Fill(1f);
            """);
    }

    /// <summary>Statements of a step that hand the gradient of hRead on to h_(t-1).</summary>
    public static void EmitBackward(CodeWriter w, RecurrentDirection d, bool accumulate)
    {
        if (d.Spec.RecurrentDropout == 0)
            return;
        Number stride = d.StateStride;
        w.Line($"RowMask.Apply({d.AtRows(Mask, stride)}, dhRead.Slice(rowBegin * {stride}), dhCarry.Slice(rowBegin * {stride}), rows * "
            + $"{stride}, accumulate: {Literal.Of(accumulate)});");
    }
}
