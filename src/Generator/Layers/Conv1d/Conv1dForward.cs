using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Conv1d;

/// <summary>Writes the forward pass of a convolution.</summary>
internal static class Conv1dForward
{
    public static void Emit(CodeWriter w, Conv1dPlan layer)
    {
        SequencePlan input = layer.Input, output = layer.Output;
        Conv1dSpec spec = layer.Spec;
        string a = $"{(layer.Bias is null ? "" : "b + ")}sum over k < {spec.Kernel} of W[:, :, k] x_{{{layer.Step}}}";
        w.Summary($"y_t = {spec.Activation.Around(a)}: {layer.Weight.Comment}, rows [rowBegin, rowEnd); 0 past a row's end.");
        using (w.Open($"private static void {layer.Name}Forward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line($"TimeLayout time = ws.{output.Time};\nint batch = time.Batch;");
            if (layer.Padded)
                EmitStore(w, layer);
            w.Line($"""
                ReadOnlySpan<float> x = {layer.StoreSpan("batch")};
                Span<float> y = ws.{output.Buffer}.Span, windows = ws.{layer.Window}.Span;
                int steps = StepsPerProduct.Together(time, rowBegin, rowEnd); // whole batches lie one after another
                """);
            using (w.Open("for (int t = 0; t < time.Steps; t += steps)"))
            {
                w.Line($"""
                    int count = Math.Min(steps, time.Steps - t), rows = (count - 1) * batch + rowEnd - rowBegin;
                    for (int s = 0; s < count; s++)
                        Convolution.Gather(x, batch, {input.Stride}, {Slot(spec)}, {spec.Kernel}, {input.Inner}, windows[(s * batch * {layer.WindowStride})..], {layer.WindowStride}, rowBegin, rowEnd);
                    Span<float> yt = y.Slice((t * batch + rowBegin) * {output.Stride}, rows * {output.Stride});
                    PanelGemm.Multiply(ws.Packed.{layer.Name}Weights, rows, {(layer.Bias is null ? "default" : $"ws.Packed.{layer.Name}Bias.Span")}, windows[(rowBegin * {layer.WindowStride})..], {layer.WindowStride}, yt, {output.Stride}, accumulate: false);
                    """);
                spec.Activation.EmitForward(w, "yt", output);
            }

            w.Line($"if (time.Ragged)\n    RecurrentState.ClearEnded(time, y, {output.Stride}, 0, rowBegin, rowEnd);");
        }
    }

    public static string Slot(Conv1dSpec spec) => spec.Stride == 1 ? "t + s" : $"(t + s) * {spec.Stride}";

    private static void EmitStore(CodeWriter w, Conv1dPlan layer)
    {
        SequencePlan input = layer.Input;
        Conv1dSpec spec = layer.Spec;
        w.Line($"Span<float> store = ws.{layer.Store}.Span;");
        if (layer.Past is { } past)
        {
            using (w.Open("if (!ws.Continues)"))
            {
                w.Line($"""
                    for (int slot = 0; slot < {spec.Left}; slot++)
                        RecurrentState.Load(ws, ws.{input.Time}, {past.Offset} + slot * {past.Size}, {past.Size}, store[(slot * batch * {input.Stride})..], {input.Stride}, history: false, reverse: false, rowBegin, rowEnd);
                    """);
            }
        }
        else if (spec.Left > 0)
        {
            w.Line($"Convolution.ClearSlots(batch, store, {input.Stride}, 0, {spec.Left}, rowBegin, rowEnd);");
        }

        w.Line($"Convolution.Place(ws.{input.Time}, ws.{input.Buffer}.Span{layer.Skip("batch")}, {input.Stride}, store, {spec.Left}, "
            + $"{spec.Zeros - spec.Left}, rowBegin, rowEnd);");
    }
}
