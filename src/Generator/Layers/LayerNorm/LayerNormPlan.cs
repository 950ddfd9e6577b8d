using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.LayerNorm;

/// <summary>Statistics of each row on its own; sums over rows only for weight and bias.</summary>
internal sealed class LayerNormPlan(
    string name, TableRow row, float epsilon, SequencePlan input, SequencePlan output, ParameterPlan weight, ParameterPlan bias)
    : LayerPlan(name, row)
{
    public string Weight => Name + "Weight";

    public string Bias => Name + "Bias";

    public string Normalized => Name + "Normalized";

    public string Scale => Name + "Scale";

    public override IEnumerable<string> Forward => [$"{Name}Forward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Backward => [$"{Name}Backward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Gradients => [$"{Name}Gradients(ws, gradients, part, parts);"];

    public override IlgpuLayer Ilgpu => new IlgpuLayerNorm(this, epsilon, input, output, weight, bias);

    public override void Emit(CodeWriter w)
    {
        EmitForward(w);
        w.Line();
        EmitBackward(w);
        w.Line();
        EmitGradients(w);
    }

    private void EmitForward(CodeWriter w)
    {
        w.Summary($"Over the {input.Width} channels of each step: n = (x - mean) / sqrt(variance + {Literal.Of(epsilon).TrimEnd('f')}), "
            + $"y = n * {weight.Name} + {bias.Name}; 0 past a row's end.");
        using (w.Open($"private static void {Name}Forward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line($"""
                TimeLayout time = ws.{input.Time};
                ReadOnlySpan<float> weight = ws.Packed.{Weight}.Span, bias = ws.Packed.{Bias}.Span;
                ReadOnlySpan<float> x = ws.{input.Buffer}.Span{Skip};
                Span<float> y = ws.{output.Buffer}.Span, normalized = ws.{Normalized}.Span, scale = ws.{Scale}.Span; // the last two empty but for training
                """);
            EmitRows(w, () => w.Line($"""
                float s = LayerNormalization.Normalize(x.Slice(at * {input.Stride}, {input.Stride}), {input.Channels}, {Literal.Of(epsilon)}, yt);
                if (ws.Training)
                {"{"}
                    scale[at] = s;
                    yt.CopyTo(normalized[(at * {output.Stride})..]);
                {"}"}

                Elementwise.MultiplyInPlace(yt[..{output.Width}], weight);
                Elementwise.AddInPlace(yt[..{output.Width}], bias);
                """));
            w.Line($"if (time.Ragged)\n    RecurrentState.ClearEnded(time, y, {output.Stride}, 0, rowBegin, rowEnd);");
        }
    }

    private void EmitRows(CodeWriter w, Action body)
    {
        using (w.Open("for (int t = 0; t < time.Steps; t++)"))
        {
            w.Line("int end = Math.Min(time.Active[t], rowEnd);");
            using (w.Open("for (int row = rowBegin; row < end; row++)"))
            {
                w.Line($"int at = t * time.Batch + row;\nSpan<float> yt = y.Slice(at * {output.Stride}, {output.Stride});");
                body();
            }
        }
    }

    private void EmitBackward(CodeWriter w)
    {
        w.Summary("dn = dy * weight, dx = (dn - mean(dn) - n * mean(dn * n)) / sqrt(variance + epsilon); then n becomes dy * n, whose "
            + "sum over all rows is the weight's gradient.");
        using (w.Open($"private static void {Name}Backward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line($"""
                TimeLayout time = ws.{input.Time};
                ReadOnlySpan<float> weight = ws.Packed.{Weight}.Span;
                ReadOnlySpan<float> dy = ws.{output.Gradient}.Span, scale = ws.{Scale}.Span;
                Span<float> normalized = ws.{Normalized}.Span;
                """);
            if (!input.GradientUse.IsNever)
                EmitInputGradient(w);
            using (w.Open("for (int t = 0; t < time.Steps; t++)"))
            {
                w.Line($"""
                    int from = (t * time.Batch + rowBegin) * {output.Stride}, count = Math.Clamp(time.Active[t] - rowBegin, 0, rowEnd - rowBegin) * {output.Stride};
                    Elementwise.MultiplyInPlace(normalized.Slice(from, count), dy.Slice(from, count));
                    normalized.Slice(from + count, (rowEnd - rowBegin) * {output.Stride} - count).Clear();
                    """);
            }
        }
    }

    private void EmitInputGradient(CodeWriter w)
    {
        if (input.GradientUse.Condition is { } condition)
            w.Line($"if ({condition})");
        using (w.Open())
        {
            w.Line($"Span<float> dx = ws.{input.Gradient}.Span;\nSequences.Clear(time, dx, {input.Stride}, rowBegin, rowEnd);");
            using (w.Open("for (int t = 0; t < time.Steps; t++)"))
            {
                w.Line("int end = Math.Min(time.Active[t], rowEnd);");
                using (w.Open("for (int row = rowBegin; row < end; row++)"))
                {
                    w.Line($"""
                        int at = t * time.Batch + row;
                        LayerNormalization.Backward(dy.Slice(at * {output.Stride}, {output.Stride}), weight, normalized.Slice(at * {output.Stride}, {output.Stride}), scale[at], dx.Slice(at * {input.Stride}, {input.Stride}), {input.Channels});
                        """);
                }
            }
        }

        w.Line();
    }

    private void EmitGradients(CodeWriter w)
    {
        int panels = Layout.Panels(output.Width);
        w.Summary("dweight += sum over t of dy_t * n_t, dbias += dy_t; share 'part' of 'parts' of the channels.");
        using (w.Open($"private static void {Name}Gradients(Workspace ws, Span<float> gradients, int part, int parts)"))
        {
            w.Line($"""
                int panel = {panels} * part / parts, panelEnd = {panels} * (part + 1) / parts;
                ValidPairs pairs = new(ws.{input.Time});
                GateLayout layout = GateLayout.Dense({output.Width});
                WeightGradient.AccumulateBias({weight.Slice("gradients")}, layout, GateSlots.One, ws.{Normalized}.Span, {output.Stride}, pairs, panel, panelEnd);
                WeightGradient.AccumulateBias({bias.Slice("gradients")}, layout, GateSlots.One, ws.{output.Gradient}.Span, {output.Stride}, pairs, panel, panelEnd);
                """);
        }
    }

    private string Skip => input.Slot == 0 ? "" : $"[(time.Batch * {input.Slot * input.Stride})..]";
}
