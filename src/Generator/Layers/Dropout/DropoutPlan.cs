using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Dropout;

/// <summary>Multiplies by a mask forward, and the gradient by the same mask backward.</summary>
internal sealed class DropoutPlan(string name, uint stream, DropoutSpec spec, SequencePlan input, SequencePlan output, string shape)
    : LayerPlan(name, new TableRow($"Dropout({Literal.Of(spec.Rate).TrimEnd('f')})", shape, 0, 0))
{
    public override IEnumerable<string> Forward => [$"{Name}Forward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Backward =>
        input.GradientUse.IsNever ? [] : [$"{Name}Backward(ws, rowBegin, rowEnd);"];

    public override WaveStep? WaveStep => input.GradientUse.IsAlways && output.Last is not { Wanted: true }
        ? new($"{Name}Forward(ws, 0, ws.Batch, from, to);", [$"{Name}Backward(ws, 0, ws.Batch, from, to);"], input.Time, 0)
        : null;

    public override IlgpuLayer Ilgpu => new IlgpuDropout(spec, stream, input, output);

    public override void Emit(CodeWriter w)
    {
        string shared = Literal.Of(spec.SharedOverTime);
        w.Summary($"y = x * mask / (1 - {Literal.Of(spec.Rate)}) while training, y = x else; the mask follows from seed, step and position"
            + (spec.SharedOverTime ? " and is the same for all t." : "."));
        using (w.Open($"private static void {Name}Forward(Workspace ws, int rowBegin, int rowEnd{StepRange.Parameters(InWave)})"))
        {
            w.Line($"DropoutMask.Apply(ws, ws.{input.Time}, {Literal.Of(spec.Rate)}, {stream}, {shared}, {input.Stride},");
            w.Line($"    ws.{input.Buffer}.Span{Skip(input)}, ws.{output.Buffer}.Span, rowBegin, rowEnd{StepRange.Arguments(InWave)});");
            if (output.Last is { Wanted: true } last)
                w.Line($"DropoutMask.ApplyLast(ws, ws.{input.Time}, {Literal.Of(spec.Rate)}, {stream}, {shared}, {input.Stride}, "
                    + $"ws.{input.Last!.Buffer}.Span, ws.{last.Buffer}.Span, rowBegin, rowEnd);");
        }

        if (input.GradientUse.IsNever)
            return;
        w.Line();
        w.Summary("dx = dy * mask / (1 - rate), with the mask of the forward pass.");
        using (w.Open($"private static void {Name}Backward(Workspace ws, int rowBegin, int rowEnd{StepRange.Parameters(InWave)})"))
        {
            if (input.GradientUse.Condition is { } condition)
                w.Line($"if (!{condition})\n    return;");
            w.Line($"DropoutMask.Apply(ws, ws.{input.Time}, {Literal.Of(spec.Rate)}, {stream}, {shared}, {input.Stride},");
            w.Line($"    ws.{output.Gradient}.Span, ws.{input.Gradient}.Span, rowBegin, rowEnd{StepRange.Arguments(InWave)});");
            if (output.Last is { Wanted: true } last)
                w.Line($"DropoutMask.ApplyLast(ws, ws.{input.Time}, {Literal.Of(spec.Rate)}, {stream}, {shared}, {input.Stride}, "
                    + $"ws.{last.Gradient}.Span, ws.{input.Last!.Gradient}.Span, rowBegin, rowEnd);");
        }
    }

    private static string Skip(SequencePlan sequence) =>
        sequence.Slot == 0 ? "" : $"[(ws.{sequence.Time}.Batch * {sequence.Slot * sequence.Stride})..]";
}
