using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.SelfAttention;

/// <summary>One product to q, k and v, the heads' weighted sums, and one product of all heads side by side.</summary>
internal sealed class SelfAttentionPlan(
    string name, TableRow row, SelfAttentionSpec spec, uint stream, SequencePlan input, SequencePlan output, SelfAttentionWeights weights,
    CachePlan? cache)
    : LayerPlan(name, row)
{
    private readonly SequenceProduct _in = new(name + "In", weights.Input, weights.InputBias),
        _out = new(name + "Out", weights.Output, weights.OutputBias);

    public string Shape => Name + "Shape";

    public string Projected => Name + "Projected";

    /// <summary>What a stream keeps; null where the layer cannot stream.</summary>
    public CachePlan? Cache => cache;

    public string Weights => Name + "Weights";

    public string Context => Name + "Context";

    public string ProjectedGradient => Projected + "Gradient";

    public string ContextGradient => Context + "Gradient";

    private bool HasInputGradient => !input.GradientUse.IsNever;

    public override IEnumerable<string> Forward => [$"{Name}Forward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Backward => [$"{Name}Backward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Gradients => [$"{Name}Gradients(ws, gradients, part, parts);"];

    public override IEnumerable<string> SaveState => Cache is null ? [] :
        [$"SelfAttention.Save(this, {input.Time}, Passes.{Shape}, {Projected}.Span, {_in.Stride}, destination);"];

    public override IlgpuLayer Ilgpu => new IlgpuSelfAttention(this, spec, stream, input, output, _in, _out);

    private string ShapeValue =>
        $"new({spec.Heads}, {output.Size / spec.Heads}, {Literal.Of(spec.Causal)}, {Literal.Of(spec.Dropout)}, "
            + $"{stream}, {Cache?.Index ?? -1})";

    private string X => $"ws.{input.Buffer}.Span{(input.Slot == 0 ? "" : $"[(time.Batch * {input.Slot * input.Stride})..]")}";

    public void AddBuffers(PlanBuilder plan)
    {
        string time = input.Time;
        _in.AddPacked(plan, input.Channels, input.Inner, input.Stride, input);
        _out.AddPacked(plan, output.Channels, output.Size, output.Stride);
        plan.StepBuffer(Projected, _in.Stride, "q, k and v of all heads, side by side", time: time);
        plan.Buffer(
            Weights, $"{time}.Batch * {spec.Heads} * {time}.Steps * (({time}.Steps + 7) & -8)", $"[B, {spec.Heads}, T, T]",
            "weights of each head: how much step t takes of step u");
        plan.StepBuffer(Context, output.Stride, "the weighted sums of all heads, side by side", time: time);
        plan.StepBuffer(output.Buffer, output.Stride, "outputs", time: time);
        plan.StepBuffer(output.Gradient, output.Stride, "gradient of the outputs", trainingOnly: true, time: time);
        plan.StepBuffer(ContextGradient, output.Stride, "gradient of the weighted sums", trainingOnly: true, time: time);
        plan.StepBuffer(ProjectedGradient, _in.Stride, "gradient of q, k and v", trainingOnly: true, time: time);
    }

    public override void Emit(CodeWriter w)
    {
        w.Line($"internal static SelfAttentionShape {Shape} => {ShapeValue};");
        w.Line();
        EmitForward(w);
        w.Line();
        EmitBackward(w);
        w.Line();
        EmitGradients(w);
    }

    private void EmitForward(CodeWriter w)
    {
        w.Summary($"Attention of each row to itself in {spec.Heads} heads of {output.Size / spec.Heads} channels, rows [rowBegin, "
            + "rowEnd); 0 past a row's end.");
        w.Remarks($"""
            [q k v]_t = W_in x_t{(weights.InputBias is null ? "" : " + b_in")}: {weights.Input.Comment}
            a_t = softmax over {(spec.Causal ? "u <= t" : "valid u")} of q_t k_u / sqrt({output.Size / spec.Heads})    c_t = sum over u of a_tu v_u
            y_t = {(spec.Residual ? "x_t + " : "")}W_out c_t{(weights.OutputBias is null ? "" : " + b_out")}: {weights.Output.Comment}
            """);
        using (w.Open($"private static void {Name}Forward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line($"""
                TimeLayout time = ws.{input.Time};
                ReadOnlySpan<float> x = {X};
                Span<float> projected = ws.{Projected}.Span, context = ws.{Context}.Span, y = ws.{output.Buffer}.Span;
                int steps = StepsPerProduct.Together(time, rowBegin, rowEnd); // whole batches lie one after another
                """);
            SequenceProduct.EmitSteps(
                w, () => w.Line(_in.Forward($"x[(from * {input.Stride})..]", $"{input.Stride}", $"projected[(from * {_in.Stride})..]")));
            w.Line($"SelfAttention.Forward(ws, time, {Shape}, projected, {_in.Stride}, ws.{Weights}.Span, context, "
                + $"{output.Stride}, rowBegin, rowEnd);");
            SequenceProduct.EmitSteps(
                w,
                () => w.Line(_out.Forward($"context[(from * {output.Stride})..]", $"{output.Stride}", $"y[(from * {output.Stride})..]")));
            w.Line($"if (time.Ragged)\n    RecurrentState.ClearEnded(time, y, {output.Stride}, 0, rowBegin, rowEnd);");
            if (spec.Residual)
                w.Line($"Residual.Add(time, x, {input.Channels}, y, {output.Channels}, rowBegin, rowEnd);");
        }
    }

    private void EmitBackward(CodeWriter w)
    {
        w.Summary(
            $"dc = dy W_out, then dq, dk and dv{(HasInputGradient ? $"; dx = [dq dk dv] W_in{(spec.Residual ? " + dy" : "")}" : "")}.");
        using (w.Open($"private static void {Name}Backward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line($"""
                TimeLayout time = ws.{input.Time};
                ReadOnlySpan<float> dy = ws.{output.Gradient}.Span;
                Span<float> dcontext = ws.{ContextGradient}.Span, dprojected = ws.{ProjectedGradient}.Span;
                int steps = StepsPerProduct.Together(time, rowBegin, rowEnd);
                """);
            SequenceProduct.EmitSteps(
                w,
                () =>
                    w.Line(
                        _out.Backward(
                            $"dy[(from * {output.Stride})..]", $"dcontext[(from * {output.Stride})..]", $"{output.Stride}",
                            accumulate: false)));
            w.Line($"SelfAttention.Backward(ws, time, {Shape}, ws.{Projected}.Span, {_in.Stride}, ws.{Weights}.Span, dcontext, "
                + $"{output.Stride}, dprojected, rowBegin, rowEnd);");
            if (!HasInputGradient)
                return;
            if (input.GradientUse.Condition is { } condition)
                w.Line($"if (!{condition})\n    return;");
            w.Line($"Span<float> dx = ws.{input.Gradient}.Span;");
            SequenceProduct.EmitSteps(
                w,
                () =>
                    w.Line(
                        _in.Backward(
                            $"dprojected[(from * {_in.Stride})..]", $"dx[(from * {input.Stride})..]", $"{input.Stride}",
                            accumulate: false)));
            if (spec.Residual)
                w.Line($"Residual.Add(time, dy, {output.Channels}, dx, {input.Channels}, rowBegin, rowEnd);");
        }
    }

    private void EmitGradients(CodeWriter w)
    {
        w.Summary(
            "dW_in += sum over t of [dq dk dv]_t^T x_t, dW_out += dy_t^T c_t, and the biases; share 'part' of 'parts'.");
        using (w.Open($"private static void {Name}Gradients(Workspace ws, Span<float> gradients, int part, int parts)"))
        {
            w.Line($"""
                TimeLayout time = ws.{input.Time};
                ValidPairs pairs = new(time);
                {_in.Gradients($"{X}, {input.Stride}, {input.Channels}", $"ws.{ProjectedGradient}.Span", "pairs")}
                {_out.Gradients($"ws.{Context}.Span, {output.Stride}, {output.Channels}", $"ws.{output.Gradient}.Span", "pairs")}
                """);
        }
    }
}
