using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Attention;

/// <summary>Attention that asks with what it reads (Luong et al. 2015): whole sequences, no loop over time beside the sums.</summary>
internal sealed class AttentionAfterPlan(
    string name, TableRow row, AttentionScorePlan score, SequencePlan input, SequencePlan joined, SequencePlan output,
    SequenceProduct? product)
    : LayerPlan(name, row)
{
    // The context stands first, then the query.
    private string Query => $"[{score.Source}..]";

    private bool HasInputGradient => !input.GradientUse.IsNever;

    public override IEnumerable<string> Forward => [$"{Name}Forward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Backward => [$"{Name}Backward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Gradients => HasParameters ? [$"{Name}Gradients(ws, gradients, part, parts);"] : [];

    public override StreamStep? StreamStep => null;

    public override IlgpuLayer Ilgpu => new IlgpuAttentionAfter(score, input, joined, output, product);

    private bool HasParameters => product is not null || score.Keys is not null;

    public static void Add(PlanBuilder plan, AttentionSpec spec, string name, string prefix, AttentionScorePlan score)
    {
        SequencePlan input = plan.Current;
        int width = score.Source + score.Query;
        var joined = new SequencePlan(name + "Joined", 0, 1, width, name + "JoinedGradient");
        SequencePlan output = joined;
        SequenceProduct? product = null;
        if (spec.Size > 0)
        {
            output = new SequencePlan(name + "Output", 0, 1, spec.Size, name + "OutputGradient");
            product =
                new(
                    name + "Out",
                    plan.Parameter(
                        $"{prefix}.output.weight", [spec.Size, width], LinearInitialization.Weight(plan.Options, width, spec.Size)), null);
            product.AddPacked(plan, joined.Channels, width, joined.Stride);
            plan.StepBuffer(output.Buffer, output.Stride, "outputs");
            plan.StepBuffer(output.Gradient, output.Stride, "their gradient, then that of the pre-activations", trainingOnly: true);
        }

        plan.StepBuffer(joined.Buffer, joined.Stride, "context and query side by side");
        plan.StepBuffer(joined.Gradient, joined.Stride, "gradient of context and query", trainingOnly: true);
        long parameters = score.ParameterCount + (product?.Weight.Length ?? 0);
        string size = spec.Size > 0 ? $", {spec.Size}" : "";
        var row = new TableRow(
            $"Attention({spec.Score}{size})", plan.Shape(output), parameters,
            (score.Queries?.Weight.Length ?? 0) + (product?.Weight.Length ?? 0));
        plan.Add(new AttentionAfterPlan(name, row, score, input, joined, output, product));
        plan.Current = output;
    }

    public override void Emit(CodeWriter w)
    {
        EmitForward(w);
        w.Line();
        EmitBackward(w);
        if (!HasParameters)
            return;
        w.Line();
        w.Summary("Gradients of the weights; share 'part' of 'parts'.");
        using (w.Open($"private static void {Name}Gradients(Workspace ws, Span<float> gradients, int part, int parts)"))
        {
            w.Line("SourceBlock source = ws.Source!;\nValidPairs pairs = new(ws.Time);");
            score.EmitGradients(w, $"ws.{joined.Buffer}.Span{Query}, {joined.Stride}, new Channels(1, {score.Query})");
            if (product is not null)
                w.Line(
                    product.Gradients(
                        $"ws.{joined.Buffer}.Span, {joined.Stride}, {joined.Channels}", $"ws.{output.Gradient}.Span", "pairs"));
        }
    }

    private void EmitForward(CodeWriter w)
    {
        w.Summary("Attention to the source with the sequence as queries, rows [rowBegin, rowEnd); 0 past a row's end.");
        w.Remarks($"""
            {score.Formula}
            a = softmax of s over the source's valid steps    c = sum over u of a_u x_u
            y = {(product is null ? "[c q]" : $"tanh(W_o [c q]): {product.Weight.Comment}")}
            """);
        using (w.Open($"private static void {Name}Forward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            string skip = input.Slot == 0 ? "" : $"[(time.Batch * {input.Slot * input.Stride})..]";
            w.Line($"""
                TimeLayout time = ws.Time;
                SourceBlock source = ws.Source!;
                Span<float> joined = ws.{joined.Buffer}.Span;
                """);
            if (score.Queries is not null || product is not null)
                w.Line("int steps = StepsPerProduct.Together(time, rowBegin, rowEnd); // whole batches lie one after another");
            score.EmitKeys(w);
            w.Line($"JoinedChannels.Place(time, ws.{input.Buffer}.Span{skip}, {input.Channels}, joined, {joined.Stride}, "
                + $"{score.Source}, rowBegin, rowEnd);");
            string query = $"joined{Query}, {joined.Stride}";
            if (score.Queries is not null)
            {
                SequenceProduct.EmitSteps(
                    w,
                    () =>
                        w.Line(
                            score.Queries.Forward(
                                $"joined[(from * {joined.Stride} + {score.Source})..]", $"{joined.Stride}",
                                $"ws.{score.QueryBuffer}.Span[(from * {score.Stride})..]")));
                query = $"ws.{score.QueryBuffer}.Span, {score.Stride}";
            }

            w.Line($"ws.{Name}.Forward(time, {query}, {score.VectorSpan}, joined, {joined.Stride}, 0, time.Steps, rowBegin, rowEnd);");
            if (product is null)
                return;
            w.Line($"Span<float> y = ws.{output.Buffer}.Span;");
            SequenceProduct.EmitSteps(w, () => w.Line($"""
                Span<float> yt = y.Slice(from * {output.Stride}, rows * {output.Stride});
                {product.Forward($"joined[(from * {joined.Stride})..]", $"{joined.Stride}", "yt")}
                Activations.Tanh(yt);
                """));
        }
    }

    private void EmitBackward(CodeWriter w)
    {
        w.Summary("Back to the queries, and to the keys and values of the source.");
        using (w.Open($"private static void {Name}Backward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line($"""
                TimeLayout time = ws.Time;
                SourceBlock source = ws.Source!;
                Span<float> djoined = ws.{joined.Gradient}.Span, dquery = ws.{score.QueryGradient}.Span;
                """);
            if (score.Queries is not null || product is not null)
                w.Line("int steps = StepsPerProduct.Together(time, rowBegin, rowEnd);");
            if (product is not null)
            {
                SequenceProduct.EmitSteps(w, () => w.Line($"""
                    Span<float> da = ws.{output.Gradient}.Span.Slice(from * {output.Stride}, rows * {output.Stride});
                    ActivationGradients.Tanh(da, ws.{output.Buffer}.Span.Slice(from * {output.Stride}, rows * {output.Stride})); // da = dy (1 - y^2)
                    {product.Backward("da", $"djoined[(from * {joined.Stride})..]", $"{joined.Stride}", accumulate: false)}
                    """));
            }

            string query = score.Queries is null
                ? $"ws.{joined.Buffer}.Span{Query}, {joined.Stride}"
                : $"ws.{score.QueryBuffer}.Span, {score.Stride}";
            w.Line($"""
                Sequences.Clear(time, dquery, {score.Stride}, rowBegin, rowEnd);
                ws.{Name}.BeginBackward(rowBegin, rowEnd);
                ws.{Name}.Backward(time, {query}, {score.VectorSpan}, djoined, {joined.Stride}, dquery, {score.Stride}, 0, time.Steps, rowBegin, rowEnd);
                """);
            score.EmitKeysBackward(w);
            if (!HasInputGradient)
                return;
            if (input.GradientUse.Condition is { } condition)
                w.Line($"if (!{condition})\n    return;");
            w.Line($"JoinedChannels.Take(time, djoined, {joined.Stride}, {score.Source}, ws.{input.Gradient}.Span, "
                + $"{input.Channels}, rowBegin, rowEnd);");
            if (score.Queries is null)
            {
                w.Line($"JoinedChannels.Add(time, dquery, {score.Stride}, ws.{input.Gradient}.Span, {input.Channels}, rowBegin, rowEnd);");
                return;
            }

            if (input.IsPacked && input.Stride == Layout.Pad(score.Query))
            {
                SequenceProduct.EmitSteps(
                    w,
                    () =>
                        w.Line(
                            score.Queries.Backward(
                                $"dquery[(from * {score.Stride})..]", $"ws.{input.Gradient}.Span[(from * {input.Stride})..]",
                                $"{input.Stride}", accumulate: true)));
                return;
            }

            w.Line("// the query's channels lie in two groups");
            SequenceProduct.EmitSteps(
                w,
                () =>
                    w.Line(
                        score.Queries.Backward(
                            $"dquery[(from * {score.Stride})..]", $"djoined[(from * {joined.Stride})..]", $"{joined.Stride}",
                            accumulate: false)));
            w.Line($"JoinedChannels.Add(time, djoined, {joined.Stride}, ws.{input.Gradient}.Span, {input.Channels}, rowBegin, rowEnd);");
        }
    }
}
