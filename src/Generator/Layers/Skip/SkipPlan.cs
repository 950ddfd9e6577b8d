using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Skip;

/// <summary>
/// Joins both forward, and hands the gradient of the layer before it back; <see cref="SkipSourcePlan"/> that of the other.
/// </summary>
internal sealed class SkipPlan(
    string name, TableRow row, MergeKind merge, string title, SequencePlan input, SequencePlan source, SequencePlan output)
    : LayerPlan(name, row)
{
    public SequencePlan Input => input;

    public SequencePlan Source => source;

    public SequencePlan Output => output;

    /// <summary>The expression of how they are joined.</summary>
    public string Merge => $"global::LstmGen.Merge.{merge}";

    /// <summary>The first channel of the earlier sequence in the gradient.</summary>
    public int SourceAt => merge == MergeKind.Concatenate ? input.Width : 0;

    public override IEnumerable<string> Forward => [$"{Name}Forward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Backward => input.GradientUse.IsNever ? [] : [$"{Name}Backward(ws, rowBegin, rowEnd);"];

    public override IlgpuLayer Ilgpu => new IlgpuSkip(this);

    public override void Emit(CodeWriter w)
    {
        w.Summary($"y_t = {Formula}, with s of {title}; 0 past a row's end.");
        using (w.Open($"private static void {Name}Forward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line($"""
                TimeLayout time = ws.{output.Time};
                ReadOnlySpan<float> x = {Span(input)}, s = {Span(source)};
                SkipConnection.Forward({Merge}, time, x, {input.Channels}, s, {source.Channels}, ws.{output.Buffer}.Span, {output.Stride}, rowBegin, rowEnd);
                """);
        }

        if (input.GradientUse.IsNever)
            return;
        w.Line();
        EmitGradient(w, "Backward", "dx_t", "=", input, 0, source, add: false);
    }

    /// <summary>Writes how the gradient of one of the two follows from that of the outputs.</summary>
    public void EmitGradient(
        CodeWriter w, string method, string gradient, string sign, SequencePlan of, int at, SequencePlan other, bool add)
    {
        string value = merge switch
        {
            MergeKind.Average => "dy_t / 2",
            MergeKind.Multiply => add ? "dy_t * x_t" : "dy_t * s_t",
            MergeKind.Concatenate => $"channels {at} to {at + of.Width - 1} of dy_t",
            _ => "dy_t",
        };
        w.Summary($"{gradient} {sign} {value}.");
        using (w.Open($"private static void {Name}{method}(Workspace ws, int rowBegin, int rowEnd)"))
        {
            if (of.GradientUse.Condition is { } condition)
                w.Line($"if (!{condition})\n    return;");
            w.Line($"""
                TimeLayout time = ws.{output.Time};
                SkipConnection.Backward({Merge}, time, ws.{output.Gradient}.Span, {output.Stride}, {at}, {Span(other)}, {other.Channels}, ws.{of.Gradient}.Span, {of.Channels}, {Literal.Of(add)}, rowBegin, rowEnd);
                """);
        }
    }

    private string Formula => merge switch
    {
        MergeKind.Sum => "x_t + s_t",
        MergeKind.Average => "(x_t + s_t) / 2",
        MergeKind.Multiply => "x_t * s_t",
        _ => "[x_t s_t]",
    };

    private static string Span(SequencePlan sequence) =>
        $"ws.{sequence.Buffer}.Span{(sequence.Slot == 0 ? "" : $"[(time.Batch * {sequence.Slot * sequence.Stride})..]")}";
}
