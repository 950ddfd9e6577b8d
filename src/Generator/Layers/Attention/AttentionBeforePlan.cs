using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Attention;

/// <summary>
/// Attention that asks with h of the step before of the recurrent layer behind it, whose input becomes [x; context] (Bahdanau et al. 2015).
/// </summary>
internal sealed partial class AttentionBeforePlan(
    string name, TableRow row, AttentionScorePlan score, SequencePlan input, SequencePlan joined) : LayerPlan(name, row), IStepInput
{
    private RecurrentDirection _layer = null!;

    private string Hidden => $"ws.{_layer.Hidden}.Span";

    private int HiddenStride => _layer.Cell.StateStride;

    private bool HasInputGradient => !input.GradientUse.IsNever;

    public override IEnumerable<string> Forward => [$"{Name}Forward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Backward => HasBackward ? [$"{Name}Backward(ws, rowBegin, rowEnd);"] : [];

    public override IEnumerable<string> Gradients => score.Keys is null ? [] : [$"{Name}Gradients(ws, gradients, part, parts);"];

    public override StreamStep? StreamStep => null;

    private bool HasBackward => score.Keys is not null || HasInputGradient;

    public static void Add(PlanBuilder plan, string name, AttentionScorePlan score)
    {
        SequencePlan input = plan.Current;
        var joined = new SequencePlan(name + "Joined", 0, 1, input.Width + score.Source, name + "JoinedGradient");
        plan.StepBuffer(joined.Buffer, joined.Stride, "x and context side by side");
        plan.StepBuffer(joined.Gradient, joined.Stride, "gradient of x and context", trainingOnly: true);
        var row = new TableRow($"Attention({score.Kind})", plan.Shape(joined), score.ParameterCount, score.Queries?.Weight.Length ?? 0);
        var layer = new AttentionBeforePlan(name, row, score, input, joined);
        plan.Add(layer);
        plan.Hand<IStepInput>(layer);
        plan.Current = joined;
    }

    public void JoinsInputOf(RecurrentDirection direction) => _layer = direction;

    public void EmitForwardStep(CodeWriter w) => w.Line($"{Name}Step(ws, t, rowBegin, rowEnd); // the context of step t, from h before it");

    public void EmitBackwardHead(CodeWriter w) => w.Line($"""
        Sequences.Clear(time, ws.{score.QueryGradient}.Span, {score.Stride}, rowBegin, rowEnd);
        ws.{Name}.BeginBackward(rowBegin, rowEnd);
        """);

    public void EmitBackwardStep(CodeWriter w)
    {
        RecurrentCell cell = _layer.Cell;
        w.Line($"""
            PanelGemm.Multiply(ws.Packed.{_layer.InputTransposed}, rows, default, {_layer.AtStep(x => x.Cell.InputGates(x), cell.GateStride)}, {cell.GateStride}, ws.{joined.Gradient}.Span[((t * batch + rowBegin) * {joined.Stride})..], {joined.Stride}, accumulate: false); // [dx dc]_t = da_t W_ih
            {Name}StepBackward(ws, t, rowBegin, rowEnd, dhCarry); // dh_(t-1) += dq_t
            """);
    }

    public override void Emit(CodeWriter w)
    {
        EmitForward(w);
        w.Line();
        EmitStep(w);
        w.Line();
        EmitStepBackward(w);
        if (HasBackward)
        {
            w.Line();
            EmitBackward(w);
        }

        if (score.Keys is null)
            return;
        w.Line();
        w.Summary("Gradients of the weights; share 'part' of 'parts'.");
        using (w.Open($"private static void {Name}Gradients(Workspace ws, Span<float> gradients, int part, int parts)"))
        {
            w.Line("SourceBlock source = ws.Source!;\nValidPairs pairs = new(ws.Time);");
            score.EmitGradients(w, $"{Hidden}, {HiddenStride}, new Channels(1, {score.Query})");
        }
    }

    private void EmitForward(CodeWriter w)
    {
        w.Summary(
            "What is known before the first step: the keys of the source, and x in its place beside the context, rows [rowBegin, rowEnd).");
        using (w.Open($"private static void {Name}Forward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            string skip = input.Slot == 0 ? "" : $"[(time.Batch * {input.Slot * input.Stride})..]";
            w.Line("TimeLayout time = ws.Time;");
            if (score.Keys is not null)
                w.Line("SourceBlock source = ws.Source!;");
            score.EmitKeys(w);
            w.Line($"JoinedChannels.Place(time, ws.{input.Buffer}.Span{skip}, {input.Channels}, ws.{joined.Buffer}.Span, "
                + $"{joined.Stride}, 0, rowBegin, rowEnd);");
        }
    }

    private void EmitStep(CodeWriter w)
    {
        w.Summary($"The context of step t, of the rows of [rowBegin, rowEnd) that are alive, with q = h_(t-1) of {_layer.Layer}.");
        w.Remarks($"{score.Formula}\na = softmax of s over the source's valid steps    c_t = sum over u of a_u x_u");
        using (w.Open($"private static void {Name}Step(Workspace ws, int t, int rowBegin, int rowEnd)"))
        {
            w.Line("TimeLayout time = ws.Time;");
            string query = $"{Hidden}, {HiddenStride}"; // slot t holds h before step t
            if (score.Queries is not null)
            {
                w.Line("int rows = Math.Min(time.Active[t], rowEnd) - rowBegin, from = t * time.Batch + rowBegin;");
                w.Line(
                    score.Queries.Forward(
                        $"{Hidden}[(from * {HiddenStride})..]", $"{HiddenStride}",
                        $"ws.{score.QueryBuffer}.Span[(from * {score.Stride})..]"));
                query = $"ws.{score.QueryBuffer}.Span, {score.Stride}";
            }

            w.Line($"ws.{Name}.Forward(time, {query}, {score.VectorSpan}, ws.{joined.Buffer}.Span[{input.Width}..], {joined.Stride}, "
                + "t, t + 1, rowBegin, rowEnd);");
        }
    }

    private void EmitStepBackward(CodeWriter w)
    {
        w.Summary("From the context's gradient at step t to h_(t-1), and to the keys and values of the source.");
        using (w.Open($"private static void {Name}StepBackward(Workspace ws, int t, int rowBegin, int rowEnd, Span<float> dhCarry)"))
        {
            string query = score.Queries is null ? $"{Hidden}, {HiddenStride}" : $"ws.{score.QueryBuffer}.Span, {score.Stride}";
            w.Line($"""
                TimeLayout time = ws.Time;
                int rows = Math.Min(time.Active[t], rowEnd) - rowBegin, from = t * time.Batch + rowBegin;
                Span<float> dquery = ws.{score.QueryGradient}.Span;
                ws.{Name}.Backward(time, {query}, {score.VectorSpan}, ws.{joined.Gradient}.Span[{input.Width}..], {joined.Stride}, dquery, {score.Stride}, t, t + 1, rowBegin, rowEnd);
                """);
            w.Line(score.Queries is null
                ? $"Elementwise.AddInPlace(dhCarry.Slice(rowBegin * {HiddenStride}, rows * {HiddenStride}), dquery.Slice(from * "
                    + $"{HiddenStride}, rows * {HiddenStride}));"
                : score.Queries.Backward(
                    $"dquery[(from * {score.Stride})..]", $"dhCarry[(rowBegin * {HiddenStride})..]", $"{HiddenStride}", accumulate: true));
        }
    }

    private void EmitBackward(CodeWriter w)
    {
        w.Summary("After the loop over time: from the keys to the source, and the gradient of x.");
        using (w.Open($"private static void {Name}Backward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            if (score.Keys is not null)
            {
                w.Line("SourceBlock source = ws.Source!;");
                score.EmitKeysBackward(w);
            }

            if (!HasInputGradient)
                return;
            if (input.GradientUse.Condition is { } condition)
                w.Line($"if (!{condition})\n    return;");
            w.Line($"JoinedChannels.Take(ws.Time, ws.{joined.Gradient}.Span, {joined.Stride}, 0, ws.{input.Gradient}.Span, "
                + $"{input.Channels}, rowBegin, rowEnd);");
        }
    }
}
