using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Dense;

/// <summary>One product per step forward, two backward.</summary>
internal sealed class DensePlan(
    string name, TableRow row, LayerActivation activation, SequencePlan input, SequencePlan output, ParameterPlan weight,
    ParameterPlan? bias)
    : LayerPlan(name, row)
{
    private bool HasInputGradient => !input.GradientUse.IsNever;

    private bool HasBackward => HasInputGradient || activation != LayerActivation.None;

    public override IEnumerable<string> Forward => [$"{Name}Forward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Backward => HasBackward ? [$"{Name}Backward(ws, rowBegin, rowEnd);"] : [];

    public override IEnumerable<string> Gradients => [$"{Name}Gradients(ws, gradients, part, parts);"];

    public override IlgpuLayer Ilgpu => new IlgpuDense(Name, activation, input, output, weight, bias);

    public override void Emit(CodeWriter w)
    {
        EmitForward(w);
        if (HasBackward)
        {
            w.Line();
            EmitBackward(w);
        }

        w.Line();
        EmitGradients(w);
    }

    private void EmitForward(CodeWriter w)
    {
        string a = $"x_t W^T{(bias is null ? "" : " + b")}";
        w.Summary($"y_t = {activation.Around(a)}: {weight.Comment}, rows [rowBegin, rowEnd); 0 past a row's end.");
        using (w.Open($"private static void {Name}Forward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line($"""
                TimeLayout time = ws.{input.Time};
                ReadOnlySpan<float> x = ws.{input.Buffer}.Span{Skip};
                Span<float> y = ws.{output.Buffer}.Span;
                int steps = StepsPerProduct.Together(time, rowBegin, rowEnd); // whole batches lie one after another
                """);
            using (w.Open("for (int t = 0; t < time.Steps; t += steps)"))
            {
                w.Line($"""
                    int from = t * time.Batch + rowBegin, rows = (Math.Min(steps, time.Steps - t) - 1) * time.Batch + rowEnd - rowBegin;
                    Span<float> yt = y.Slice(from * {output.Stride}, rows * {output.Stride});
                    PanelGemm.Multiply(ws.Packed.{Name}Weights, rows, {(bias is null ? "default" : $"ws.Packed.{Name}Bias.Span")}, x[(from * {input.Stride})..], {input.Stride}, yt, {output.Stride}, accumulate: false);
                    """);
                activation.EmitForward(w, "yt", output);
            }

            w.Line($"if (time.Ragged)\n    RecurrentState.ClearEnded(time, y, {output.Stride}, 0, rowBegin, rowEnd);");
        }
    }

    private void EmitBackward(CodeWriter w)
    {
        w.Summary($"{activation.Derivative()}, in its place{(HasInputGradient ? "; dx_t = da_t W" : "")}.");
        using (w.Open($"private static void {Name}Backward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line($"""
                TimeLayout time = ws.{input.Time};
                Span<float> dy = ws.{output.Gradient}.Span;
                int steps = StepsPerProduct.Together(time, rowBegin, rowEnd);
                """);
            using (w.Open("for (int t = 0; t < time.Steps; t += steps)"))
            {
                w.Line($"""
                    int from = t * time.Batch + rowBegin, rows = (Math.Min(steps, time.Steps - t) - 1) * time.Batch + rowEnd - rowBegin;
                    Span<float> da = dy.Slice(from * {output.Stride}, rows * {output.Stride});
                    """);
                activation.EmitBackward(w, "da", $"ws.{output.Buffer}.Span.Slice(from * {output.Stride}, rows * {output.Stride})");
                if (HasInputGradient)
                    EmitInputGradient(w);
            }
        }
    }

    private void EmitInputGradient(CodeWriter w)
    {
        if (input.GradientUse.Condition is { } condition)
            w.Line($"if (!{condition})\n    continue;");
        w.Line($"PanelGemm.Multiply(ws.Packed.{Name}Transposed, rows, default, da, {output.Stride}, ws.{input.Gradient}.Span[(from * "
            + $"{input.Stride})..], {input.Stride}, accumulate: false);");
    }

    private void EmitGradients(CodeWriter w)
    {
        w.Summary($"dW += sum over t of da_t^T x_t{(bias is null ? "" : ", db += da_t")}; share 'part' of 'parts'.");
        using (w.Open($"private static void {Name}Gradients(Workspace ws, Span<float> gradients, int part, int parts)"))
        {
            w.Line($"""
                ValidPairs pairs = new(ws.{input.Time});
                GateLayout layout = GateLayout.Dense({output.Size});
                ReadOnlySpan<float> x = ws.{input.Buffer}.Span{Skip.Replace("time.", $"ws.{input.Time}.")}, da = ws.{output.Gradient}.Span;
                {WeightGradientCall.Of(weight.Slice("gradients"), $"x, {input.Stride}, {input.Channels}", $"layout, GateSlots.One, da, {output.Stride}", "pairs", $"new GradientShare(part, parts, {input.Width})", bias?.Slice("gradients") ?? "default")}
                """);
        }
    }

    private string Skip => input.Slot == 0 ? "" : $"[(time.Batch * {input.Slot * input.Stride})..]";
}
