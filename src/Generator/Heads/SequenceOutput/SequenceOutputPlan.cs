using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.SequenceOutput;

/// <summary>
/// The body's output, and its gradient: where they lie, if a row is as the user sees it and no other head adds to the gradient; else
/// copied out and in.
/// </summary>
internal sealed class SequenceOutputPlan(HeadPlacement site, float dropout, TableRow row) : HeadPlan(site.Name, row)
{
    private readonly string _mask = $"{Literal.Of(dropout)}, {HeadDropout.Stream(site.Plan)}, false, head.Stride";

    public override IEnumerable<string> Forward => IsInPlace ? [] : [$"{Name}Forward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Backward => IsGradientInPlace ? [] : [$"{Name}Backward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> PlaceOutputs =>
        IsInPlace
            ? [$"Heads[{Index}].PlaceOutputs({Input.Buffer}, {(Input.Slot == 0 ? "0" : $"{Input.Time}.Batch * {Input.Stride}")});"]
            : [];

    public override IEnumerable<string> PlaceGradients =>
        IsGradientInPlace ? [$"Heads[{Index}].PlaceOutputGradients({Input.Gradient});"] : [];

    public override IEnumerable<string> PrepareLoss => [$"Passes.{Name}Normalize({Workspace});"];

    public override IEnumerable<string> Loss => [$"{Name}Loss(ws, rowBegin, rowEnd);"];

    public override IlgpuLayer Ilgpu => new IlgpuSequenceOutput(this, dropout, HeadDropout.Stream(site.Plan));

    private bool IsInPlace => dropout == 0 && Input.IsPacked;

    private bool IsGradientInPlace => IsInPlace && IsAlone && Input.KeepsGradient && Input.GradientUse.IsAlways;

    public override void Emit(CodeWriter w)
    {
        if (!IsInPlace)
        {
            EmitForward(w);
            w.Line();
        }

        EmitLoss(w);
        if (!IsGradientInPlace)
        {
            w.Line();
            EmitBackward(w);
        }
    }

    private void EmitForward(CodeWriter w)
    {
        string skip = Input.Slot == 0 ? "" : $"[(time.Batch * {Input.Stride})..]";
        w.Summary("y_t = x_t, the padding between groups of channels left out, rows [rowBegin, rowEnd).");
        using (w.Open($"private static void {Name}Forward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            foreach ((_, string declaration) in Locals)
                w.Line(declaration);
            w.Line(
                $"Sequences.Pack(time, ws.{Input.Buffer}.Span{skip}, {Input.Channels}, head.Outputs.Span, head.Stride, rowBegin, rowEnd);");
            if (dropout > 0)
                w.Line($"DropoutMask.Apply(ws, time, {_mask}, head.Outputs.Span, head.Outputs.Span, rowBegin, rowEnd);");
        }
    }

    private void EmitLoss(CodeWriter w)
    {
        RowwiseLoss loss = new SequenceLoss(Outputs);
        w.Summary("What the mean of the loss divides by.");
        using (w.Open($"internal static void {Name}Normalize(HeadWorkspace head)"))
        {
            w.Line("head.RequireTargets();");
            w.Scope(body => loss.EmitNormalize(body, everyStep: true), TimeOfHead);
        }

        w.Line();
        w.Summary($"{loss.Formula} over valid steps, and its gradient.");
        using (w.Open($"private static void {Name}Loss(Workspace ws, int rowBegin, int rowEnd)"))
        {
            foreach ((_, string declaration) in Locals)
                w.Line(declaration);
            w.Line($"float scale = LossScale.Of({Literal.Of(LossWeight)}, head.Normalizer);");
            loss.EmitScore(w, everyStep: true);
        }
    }

    private void EmitBackward(CodeWriter w)
    {
        w.Summary("dx_t += dy_t at valid steps.");
        using (w.Open($"private static void {Name}Backward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            foreach ((_, string declaration) in Locals)
                w.Line(declaration);
            string gradient = "head.OutputGradients.Span";
            if (dropout > 0)
            {
                gradient = $"ws.{Name}DroppedGradient.Span";
                w.Line($"DropoutMask.Apply(ws, time, {_mask}, head.OutputGradients.Span, {gradient}, rowBegin, rowEnd);");
            }

            w.Line(
                site.Carry($"Sequences.AddUnpacked(time, {gradient}, head.Stride, {Input.Channels}, "
                    + $"ws.{Input.Gradient}.Span, rowBegin, rowEnd);"));
        }
    }
}
