using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Writes a head: pooling, dense layer, loss, and their derivatives.</summary>
internal sealed class DenseHeadPlan(
    string name, TableRow row, DenseHeadSpec spec, HeadInput input, ParameterPlan weight, ParameterPlan? bias) : HeadPlan(name, row)
{
    public override bool Causal => input.Causal;

    public override IEnumerable<string> Forward => [$"{Name}Forward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Backward => [$"{Name}Backward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Gradients => [$"{Name}Gradients(ws, gradients, part, parts);"];

    public override IEnumerable<string> PrepareLoss => [$"{Name}Normalize(ws);"];

    public override IEnumerable<string> Loss => [$"{Name}Loss(ws, rowBegin, rowEnd);"];

    public override string? Finish => spec.Loss.Finish(Outputs);

    private string Time => $"TimeLayout time = ws.{Input.Time};\nHeadWorkspace head = {Workspace};";

    public override void Emit(CodeWriter w)
    {
        EmitForward(w);
        w.Line();
        EmitLoss(w);
        w.Line();
        EmitBackward(w);
        w.Line();
        EmitGradients(w);
    }

    private void EmitForward(CodeWriter w)
    {
        w.Summary($"y = x W^T{(bias is null ? "" : " + b")}: {weight.Comment}, rows [rowBegin, rowEnd).");
        using (w.Open($"private static void {Name}Forward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line(Time);
            input.EmitForward(w);
            input.EmitDense(w, $"ws.Packed.{Name}Weights", $"ws.Packed.{Name}Bias.Span");
        }
    }

    private void EmitLoss(CodeWriter w)
    {
        w.Summary("What the mean of the loss divides by.");
        using (w.Open($"private static void {Name}Normalize(Workspace ws)"))
        {
            w.Line(Time);
            w.Line("head.RequireTargets();\ndouble normalizer = 0;");
            EmitRows(w, "0", "time.Batch", () => w.Line($"normalizer += {spec.Loss.Count};"));
            w.Line("head.Normalizer = normalizer;");
        }

        w.Line();
        w.Summary($"{spec.Loss.Formula}, and its gradient with respect to the outputs; rows past their end count nothing.");
        using (w.Open($"private static void {Name}Loss(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line(Time);
            w.Line($"float scale = LossScale.Of({Literal.Of(LossWeight)}, head.Normalizer);");
            if (EveryStep)
                w.Line("Sequences.Clear(time, head.OutputGradients.Span, head.Stride, rowBegin, rowEnd);");
            EmitRows(w, "rowBegin", "rowEnd", () => w.Line($"""
                ReadOnlySpan<float> outputs = head.Outputs.Span.Slice(first * head.Stride, count * head.Stride);
                Span<float> gradients = head.OutputGradients.Span.Slice(first * head.Stride, count * head.Stride);
                Span<double> losses = head.RowLosses.Slice(first, count);
                {spec.Loss.Compute}
                """));
        }
    }

    // The rows of a head, or those alive at each step.
    private void EmitRows(CodeWriter w, string begin, string end, Action body)
    {
        if (!EveryStep)
        {
            w.Line($"int first = {begin}, count = {end} - {begin};");
            body();
            return;
        }

        using (w.Open("for (int t = 0; t < time.Steps; t++)"))
        {
            w.Line($"""
                int first = t * time.Batch + {begin}, count = Math.Min(time.Active[t], {end}) - {begin};
                if (count <= 0)
                    break;
                """);
            body();
        }
    }

    private void EmitBackward(CodeWriter w)
    {
        w.Summary("dx += dy W.");
        using (w.Open($"private static void {Name}Backward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line(Time);
            input.EmitBackward(w, $"ws.Packed.{Name}Transposed");
        }
    }

    private void EmitGradients(CodeWriter w)
    {
        int panels = Layout.Panels(Outputs);
        w.Summary("dW += dy^T x, db += dy; part {part} of {parts} takes its share of the outputs.");
        using (w.Open($"private static void {Name}Gradients(Workspace ws, Span<float> gradients, int part, int parts)"))
        {
            w.Line(Time);
            w.Line($"""
                int panel = {panels} * part / parts, panelEnd = {panels} * (part + 1) / parts;
                GateLayout layout = GateLayout.Dense({Outputs});
                ReadOnlySpan<float> rows = {input.GradientRows.Rows};
                WeightGradient.Accumulate({weight.Slice("gradients")}, layout, GateSlots.One, head.OutputGradients.Span, head.Stride, rows, {Input.Stride}, {Input.Channels}, {input.GradientRows.Count}, panel, panelEnd);
                """);
            if (bias is not null)
                w.Line($"WeightGradient.AccumulateBias({bias.Slice("gradients")}, layout, GateSlots.One, head.OutputGradients.Span, head.Stride, {input.GradientRows.Count}, panel, panelEnd);");
        }
    }
}
