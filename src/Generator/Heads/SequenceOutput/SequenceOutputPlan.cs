using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Heads.SequenceOutput;

/// <summary>Copies the body's output out, and its gradient in.</summary>
internal sealed class SequenceOutputPlan(string name, TableRow row) : HeadPlan(name, row)
{
    public override IEnumerable<string> Forward => [$"{Name}Forward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Backward => [$"{Name}Backward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> PrepareLoss =>
        [$"{Workspace}.RequireTargets();", $"{Workspace}.Normalizer = (double)ws.{Input.Time}.ValidSteps * {Outputs};"];

    public override IEnumerable<string> Loss => [$"{Name}Loss(ws, rowBegin, rowEnd);"];

    public override void Emit(CodeWriter w)
    {
        string open = $"TimeLayout time = ws.{Input.Time};\nHeadWorkspace head = {Workspace};";
        string skip = Input.Slot == 0 ? "" : $"[(time.Batch * {Input.Stride})..]";
        w.Summary($"y_t = x_t, the padding between groups of channels left out, rows [rowBegin, rowEnd).");
        using (w.Open($"private static void {Name}Forward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line(open);
            w.Line($"Sequences.Pack(time, ws.{Input.Buffer}.Span{skip}, {Input.Channels}, head.Outputs.Span, head.Stride, rowBegin, rowEnd);");
        }

        w.Line();
        w.Summary("Mean of (y - t)^2 over valid steps, and its gradient.");
        using (w.Open($"private static void {Name}Loss(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line(open);
            w.Line($"float scale = LossScale.Of({Literal.Of(LossWeight)}, head.Normalizer);");
            w.Line("Sequences.Clear(time, head.OutputGradients.Span, head.Stride, rowBegin, rowEnd);");
            using (w.Open("for (int t = 0; t < time.Steps; t++)"))
            {
                w.Line($"""
                    int first = t * time.Batch + rowBegin, count = Math.Min(time.Active[t], rowEnd) - rowBegin;
                    if (count <= 0)
                        break;
                    MeanSquared.Compute(head.Outputs.Span.Slice(first * head.Stride, count * head.Stride), head.Stride, head.ValueTargets.Slice(first * {Outputs}, count * {Outputs}), {Outputs}, scale, head.RowLosses.Slice(first, count), head.OutputGradients.Span.Slice(first * head.Stride, count * head.Stride));
                    """);
            }
        }

        w.Line();
        w.Summary("dx_t += dy_t at valid steps.");
        using (w.Open($"private static void {Name}Backward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line(open);
            w.Line($"Sequences.AddUnpacked(time, head.OutputGradients.Span, head.Stride, {Input.Channels}, ws.{Input.Gradient}.Span, rowBegin, rowEnd);");
        }
    }
}
