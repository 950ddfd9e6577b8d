using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Conv1d;

/// <summary>Writes the way back of a convolution.</summary>
internal static class Conv1dBackward
{
    public static void Emit(CodeWriter w, Conv1dPlan layer)
    {
        SequencePlan input = layer.Input, output = layer.Output;
        Conv1dSpec spec = layer.Spec;
        w.Summary($"{spec.Activation.Derivative()}, in its "
            + $"place{(layer.HasBackwardProduct ? $"; dx_{{{layer.Step}}} += da_t W[:, :, k]" : "")}.");
        using (w.Open($"private static void {layer.Name}Backward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line($"""
                TimeLayout time = ws.{output.Time};
                int batch = time.Batch, steps = StepsPerProduct.Together(time, rowBegin, rowEnd);
                Span<float> dy = ws.{output.Gradient}.Span;
                """);
            if (spec.Activation != LayerActivation.None)
            {
                using (w.Open("for (int t = 0; t < time.Steps; t++)"))
                {
                    w.Line($"int from = (t * batch + rowBegin) * {output.Stride}, length = (rowEnd - rowBegin) * {output.Stride};");
                    spec.Activation.EmitBackward(w, "dy.Slice(from, length)", $"ws.{output.Buffer}.Span.Slice(from, length)");
                }
            }

            if (layer.HasBackwardProduct)
                EmitProduct(w, layer);
        }
    }

    private static void EmitProduct(CodeWriter w, Conv1dPlan layer)
    {
        SequencePlan input = layer.Input, output = layer.Output;
        Conv1dSpec spec = layer.Spec;
        string? wanted = Wanted(layer);
        if (wanted is not null)
            w.Line($"if (!({wanted}))\n    return;");
        string store = layer.Padded ? layer.StoreGradient : input.Gradient;
        w.Line($"""

            TimeLayout inputs = ws.{input.Time};
            Span<float> dx = ws.{store}.Span, windows = ws.{layer.Window}.Span;
            Convolution.ClearSlots(batch, dx, {input.Stride}, 0, inputs.Steps{(spec.Zeros == 0 ? "" : $" + {spec.Zeros}")}, rowBegin, rowEnd);
            """);
        if (layer.Past is { } past)
        {
            w.Line($"""
                for (int slot = 0; slot < {spec.Left}; slot++)
                    RecurrentState.AddFinalGradient(ws, inputs, ws.FinalStateGradient, {past.Offset} + slot * {past.Size}, {past.Size}, dx[((slot + 1) * batch * {input.Stride})..], {input.Stride}, reverse: false, rowBegin, rowEnd);
                """);
        }

        using (w.Open("for (int t = 0; t < time.Steps; t += steps)"))
        {
            w.Line($"""
                int count = Math.Min(steps, time.Steps - t), rows = (count - 1) * batch + rowEnd - rowBegin;
                PanelGemm.Multiply(ws.Packed.{layer.Name}Transposed, rows, default, dy[((t * batch + rowBegin) * {output.Stride})..], {output.Stride}, windows[(rowBegin * {layer.WindowStride})..], {layer.WindowStride}, accumulate: false);
                for (int s = 0; s < count; s++)
                    Convolution.ScatterAdd(windows[(s * batch * {layer.WindowStride})..], {layer.WindowStride}, dx, batch, {input.Stride}, {Conv1dForward.Slot(spec)}, {spec.Kernel}, {input.Inner}, rowBegin, rowEnd);
                """);
        }

        if (layer.Padded)
            EmitUnpad(w, layer);
    }

    // Under which condition the product is computed; null for always.
    private static string? Wanted(Conv1dPlan layer)
    {
        GradientUse use = layer.Input.GradientUse;
        if (use.IsAlways || layer.Past is null)
            return use.Condition;
        const string Past = "ws.InitialStateGradient is not null";
        return use.IsNever ? Past : $"{use.Condition} || {Past}";
    }

    private static void EmitUnpad(CodeWriter w, Conv1dPlan layer)
    {
        SequencePlan input = layer.Input;
        Conv1dSpec spec = layer.Spec;
        if (layer.Past is { } past)
        {
            using (w.Open("if (ws.InitialStateGradient is { } initial)"))
            {
                w.Line($"""
                    for (int slot = 0; slot < {spec.Left}; slot++)
                        RecurrentState.SaveGradient(ws, initial, {past.Offset} + slot * {past.Size}, {past.Size}, dx[(slot * batch * {input.Stride})..], {input.Stride}, rowBegin, rowEnd);
                    """);
            }
        }

        if (input.GradientUse.IsNever)
            return;
        if (input.GradientUse.Condition is { } condition && layer.Past is not null)
            w.Line($"if (!{condition})\n    return;");
        w.Line($"Convolution.Place(inputs, dx{(spec.Left == 0 ? "" : $"[({spec.Left} * batch * {input.Stride})..]")}, {input.Stride}, "
            + $"ws.{input.Gradient}.Span, 0, 0, rowBegin, rowEnd);");
        if (spec.Left < spec.Zeros)
            w.Line($"if (inputs.Ragged)\n    RecurrentState.ClearEnded(inputs, ws.{input.Gradient}.Span, "
                + $"{input.Stride}, 0, rowBegin, rowEnd);");
    }
}
