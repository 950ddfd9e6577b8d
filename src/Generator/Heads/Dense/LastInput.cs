using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Reads the last valid step of each row.</summary>
internal sealed class LastInput(string name, SequencePlan input, float dropout, uint stream) : HeadInput(name, input)
{
    private int GroupStride => Input.Stride / Input.Groups;

    public static LastInput Create(PlanBuilder plan, DenseHeadSpec spec, string name, SequencePlan input)
    {
        plan.Buffer(name + "Pooled", $"{input.Time}.Batch * {input.Stride}", $"[B, {input.Stride}]", "the last states");
        plan.Buffer(name + "PooledGradient", $"{input.Time}.Batch * {input.Stride}", $"[B, {input.Stride}]", "their gradient", trainingOnly: true);
        input.Last?.Want(plan);
        return new LastInput(name, input, spec.Dropout, HeadDropout.Stream(plan));
    }

    public override void EmitForward(CodeWriter w)
    {
        if (Input.Last is { } last)
        {
            w.Line($"// the last state of the layer before\nws.{last.Buffer}.Span[(rowBegin * {Input.Stride})..(rowEnd * {Input.Stride})].CopyTo(ws.{Name}Pooled.Span[(rowBegin * {Input.Stride})..]);");
            HeadDropout.EmitPooled(w, dropout, stream, Input.Stride, $"ws.{Name}Pooled.Span");
            return;
        }

        w.Line(Input.Groups == 2
            ? "// [last step of the forward direction, step 0 of the reverse one]"
            : "// the last valid step of each row");
        w.Line($"LastStep.Gather(time, {Sequence("time.Batch")}, {Input.Groups}, {GroupStride}, ws.{Name}Pooled.Span, rowBegin, rowEnd);");
        HeadDropout.EmitPooled(w, dropout, stream, Input.Stride, $"ws.{Name}Pooled.Span");
    }

    public override void EmitDense(CodeWriter w, string weights, string bias) => w.Line($"""
        PanelGemm.Multiply({weights}, rowEnd - rowBegin, {bias}, ws.{Name}Pooled.Span[(rowBegin * {Input.Stride})..], {Input.Stride}, head.Outputs.Span[(rowBegin * head.Stride)..], head.Stride);
        """);

    public override void EmitBackward(CodeWriter w, string transposed)
    {
        w.Line($"""
            PanelGemm.Multiply({transposed}, rowEnd - rowBegin, default, head.OutputGradients.Span[(rowBegin * head.Stride)..], head.Stride, ws.{Name}PooledGradient.Span[(rowBegin * {Input.Stride})..], {Input.Stride}, accumulate: false);
            """);
        HeadDropout.EmitPooled(w, dropout, stream, Input.Stride, $"ws.{Name}PooledGradient.Span");
        if (Input.Last is { } last)
        {
            w.Line($"Elementwise.AddInPlace(ws.{last.Gradient}.Span[(rowBegin * {Input.Stride})..(rowEnd * {Input.Stride})], ws.{Name}PooledGradient.Span[(rowBegin * {Input.Stride})..(rowEnd * {Input.Stride})]);");
            return;
        }

        w.Line($"LastStep.ScatterAdd(time, ws.{Name}PooledGradient.Span, {Input.Groups}, {GroupStride}, ws.{Input.Gradient}.Span, rowBegin, rowEnd);");
    }

    public override (string Rows, string Count) GradientRows => ($"ws.{Name}Pooled.Span", "head.Rows");
}
