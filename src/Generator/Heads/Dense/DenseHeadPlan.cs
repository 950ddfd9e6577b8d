using LstmGen.Generator.Inputs.Embedding;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Writes a head: pooling, dense layer, loss, and their derivatives.</summary>
internal sealed class DenseHeadPlan(
    HeadPlacement site, TableRow row, HeadInput input, HeadLoss loss, ParameterPlan weight, ParameterPlan? bias) : HeadPlan(site.Name, row)
{
    public override bool Causal => input.Causal && loss.Causal;

    public override bool Attention => input is AttentionInput;

    public override IEnumerable<string> Info => loss.Info;

    public override LossWeighting Weighting => loss.Weighting;

    public override IEnumerable<string> Forward => [$"{Name}Forward(ws, rowBegin, rowEnd);"];

    public override StreamStep? StreamStep => input.RowAtStep is { } row
        ? new(["{0}"], $"ws.Packed.{Name}.Weights, ws.Packed.{Name}.Bias, {row}, {Input.Inner}, null, 0, 0, {Workspace}.Outputs")
        : base.StreamStep;

    public override IEnumerable<string> Backward => [$"{Name}Backward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Gradients => [$"{Name}Gradients(ws, gradients, part, parts);"];

    public override IEnumerable<string> PrepareLoss => [$"Passes.{Name}Normalize({Workspace});"];

    public override IEnumerable<string> Loss => [$"{Name}Loss(ws, rowBegin, rowEnd);"];

    public override string? ToPrediction => loss.ToPrediction(Workspace);

    public override string? Decode => loss.Decode(Workspace);

    public override IlgpuLayer Ilgpu => new IlgpuDenseHead(this, input, loss, weight, bias);

    public override void Emit(CodeWriter w)
    {
        EmitForward(w);
        w.Line();
        EmitLoss(w);
        w.Line();
        EmitBackward(w);
        w.Line();
        EmitGradients(w);
        loss.EmitPasses(w);
    }

    public override void EmitApi(CodeWriter w)
    {
        loss.EmitOwnWeights(w);
        loss.EmitMembers(w);
    }

    private void EmitForward(CodeWriter w)
    {
        w.Summary($"y = x W^T{(bias is null ? "" : " + b")}: {weight.Comment}, rows [rowBegin, rowEnd).");
        using (w.Open($"private static void {Name}Forward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Scope(
                body =>
                {
                    input.EmitForward(body);
                    input.EmitDense(body);
                }, Locals);
        }
    }

    private void EmitLoss(CodeWriter w)
    {
        w.Summary("Checks the targets; what the mean of the loss divides by.");
        using (w.Open($"internal static void {Name}Normalize(HeadWorkspace head)"))
        {
            w.Line("head.RequireTargets();");
            w.Scope(body => loss.EmitNormalize(body, EveryStep), TimeOfHead);
        }

        w.Line();
        w.Summary($"{loss.Formula}, and its gradient with respect to the outputs; steps past a row's end count nothing.");
        using (w.Open($"private static void {Name}Loss(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Scope(
                body =>
                {
                    body.Line($"float scale = LossScale.Of({Literal.Of(LossWeight)}, head.Normalizer);");
                    loss.EmitScore(body, EveryStep);
                }, Locals);
        }
    }

    private void EmitBackward(CodeWriter w)
    {
        w.Summary("dx += dy W.");
        using (w.Open($"private static void {Name}Backward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Scope(input.EmitBackward, Locals);
        }
    }

    private void EmitGradients(CodeWriter w)
    {
        w.Summary("dW += dy^T x, db += dy; share 'part' of 'parts'.");
        using (w.Open($"private static void {Name}Gradients(Workspace ws, Span<float> gradients, int part, int parts)"))
        {
            w.Scope(EmitGradientStatements, Locals);
        }
    }

    private void EmitGradientStatements(CodeWriter w)
    {
        // An embedding that shares the table adds to it too: both share it by tokens, so that no two threads write the same value.
        bool byPanels = weight.Frozen || ReferenceEquals(weight, site.Plan.Handed<EmbeddingTablePlan>()?.Table);
        const string Sums = "layout, GateSlots.One, head.OutputGradients.Span, head.Stride", Panels = "panel, panelEnd";
        if (byPanels && (!weight.Frozen || bias is not null))
            w.Line(
                $"GateLayout layout = GateLayout.Dense({Outputs});\n"
                + "int panel = (int)((long)layout.Panels * part / parts), panelEnd = (int)((long)layout.Panels * (part + 1) / parts);");
        if (!byPanels)
            w.Line($"ws.Packed.{Name}.AddGradients(head, gradients, {input.GradientRows}, {Input.Stride}, part, parts);");
        else if (!weight.Frozen)
            w.Line(
                WeightGradientCall.Of(
                    weight.Slice("gradients"), $"{input.GradientRows}, {Input.Stride}, {Input.Channels}", Sums, "head.ValidRows", Panels,
                    bias?.Slice("gradients") ?? "default"));
        else if (bias is not null)
            w.Line($"WeightGradient.AccumulateBias({bias.Slice("gradients")}, {Sums}, head.ValidRows, {Panels});");
        input.EmitGradients(w);
        loss.EmitGradients(w);
    }
}
