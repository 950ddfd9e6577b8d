using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Conv1d;

/// <summary>Writes the weight gradients of a convolution: one product over the whole sequence per tap.</summary>
internal static class Conv1dGradients
{
    public static void Emit(CodeWriter w, Conv1dPlan layer)
    {
        SequencePlan input = layer.Input, output = layer.Output;
        Conv1dSpec spec = layer.Spec;
        int panels = Layout.Panels(spec.Filters);
        w.Summary($"dW[:, :, k] += sum over t of da_t^T x_{{{layer.Step}}}{(layer.Bias is null ? "" : ", db += da_t")}; part {{part}} of "
            + "{parts} takes its share of the filters.");
        using (w.Open($"private static void {layer.Name}Gradients(Workspace ws, Span<float> gradients, int part, int parts)"))
        {
            w.Line($"""
                int panel = {panels} * part / parts, panelEnd = {panels} * (part + 1) / parts;
                int first = Math.Min(panel * 8, {spec.Filters}), last = Math.Min(panelEnd * 8, {spec.Filters});
                TimeLayout time = ws.{output.Time};
                int batch = time.Batch;
                ValidPairs pairs = ValidPairs.PaddedOf(time);
                GateLayout layout = GateLayout.Dense({spec.Filters});
                ReadOnlySpan<float> x = {layer.StoreSpan("batch")}, da = ws.{output.Gradient}.Span;
                Span<float> weight = {layer.Weight.Slice("gradients")}, sums = ws.{layer.TapSums}.Span[..{spec.Filters * input.Width}];
                """);
            using (w.Open($"for (int k = 0; k < {spec.Kernel}; k++)"))
            {
                w.Line($"sums.Slice(first * {input.Width}, (last - first) * {input.Width}).Clear();");
                if (spec.Stride == 1)
                {
                    w.Line($"WeightGradient.Accumulate(sums, layout, GateSlots.One, da, {output.Stride}, x[(k * batch * "
                        + $"{input.Stride})..], {input.Stride}, {input.Channels}, pairs, panel, panelEnd);");
                }
                else
                {
                    string gates = $"da[((t * batch + time.SumBegin) * {output.Stride})..], {output.Stride}";
                    string taps =
                        $"x[((({spec.Stride} * t + k) * batch + time.SumBegin) * {input.Stride})..], {input.Stride}, {input.Channels}";
                    const string rows = "time.SumEnd - time.SumBegin";
                    w.Line($"""
                        for (int t = 0; t < time.Steps; t++)
                            WeightGradient.Accumulate(sums, layout, GateSlots.One, {gates}, {taps}, {rows}, panel, panelEnd);
                        """);
                }

                w.Line($"Convolution.AddTap(sums, weight, {input.Width}, {spec.Kernel}, k, first, last);");
            }

            if (layer.Bias is { } bias)
                w.Line($"WeightGradient.AccumulateBias({bias.Slice("gradients")}, layout, GateSlots.One, da, "
                    + $"{output.Stride}, pairs, panel, panelEnd);");
        }
    }
}
