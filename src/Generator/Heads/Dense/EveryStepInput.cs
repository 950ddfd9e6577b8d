using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Reads every step.</summary>
internal sealed class EveryStepInput(string name, SequencePlan input, float dropout, uint stream) : HeadInput(name, input)
{
    private string Rows => dropout > 0 ? $"ws.{Name}Dropped.Span" : Sequence("time.Batch");

    public static EveryStepInput Create(PlanBuilder plan, DenseHeadSpec spec, string name, SequencePlan input)
    {
        if (spec.Dropout > 0)
        {
            plan.StepBuffer(name + "Dropped", input.Stride, "what dropout left of the head's input", time: input.Time);
            plan.StepBuffer(name + "DroppedGradient", input.Stride, "its gradient", trainingOnly: true, time: input.Time);
        }

        return new EveryStepInput(name, input, spec.Dropout, HeadDropout.Stream(plan));
    }

    public override void EmitForward(CodeWriter w)
    {
        if (dropout > 0)
            w.Line($"DropoutMask.Apply(ws, time, {Literal.Of(dropout)}, {stream}, false, {Input.Stride}, {Sequence("time.Batch")}, ws.{Name}Dropped.Span, rowBegin, rowEnd);");
    }

    public override void EmitDense(CodeWriter w, string weights, string bias)
    {
        w.Line($"ReadOnlySpan<float> x = {Rows};");
        using (w.Open("for (int t = 0; t < time.Steps; t++)"))
        {
            w.Line($"""
                int from = t * time.Batch + rowBegin;
                PanelGemm.Multiply({weights}, rowEnd - rowBegin, {bias}, x[(from * {Input.Stride})..], {Input.Stride}, head.Outputs.Span[(from * head.Stride)..], head.Stride);
                """);
        }
    }

    public override void EmitBackward(CodeWriter w, string transposed)
    {
        w.Line($"Span<float> dx = ws.{(dropout > 0 ? Name + "DroppedGradient" : Input.Gradient)}.Span;");
        using (w.Open("for (int t = 0; t < time.Steps; t++)"))
        {
            w.Line($"""
                int from = t * time.Batch + rowBegin;
                PanelGemm.Multiply({transposed}, rowEnd - rowBegin, default, head.OutputGradients.Span[(from * head.Stride)..], head.Stride, dx[(from * {Input.Stride})..], {Input.Stride}, accumulate: {Literal.Of(dropout == 0)});
                """);
        }

        if (dropout > 0)
        {
            w.Line($"DropoutMask.Apply(ws, time, {Literal.Of(dropout)}, {stream}, false, {Input.Stride}, dx, dx, rowBegin, rowEnd);");
            w.Line($"Sequences.Add(time, dx, {Input.Stride}, ws.{Input.Gradient}.Span, rowBegin, rowEnd);");
        }
    }

    public override (string Rows, string Count) GradientRows => (Rows, "head.Rows");
}
