using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Inputs.ColumnEmbedding;

/// <summary>Copies the columns of numbers to their places between the vectors, and their gradient back.</summary>
internal sealed class FeatureColumnsPlan(
    string name, List<(int From, int To, int Count)> runs, SequencePlan input, SequencePlan output) : LayerPlan(name, null)
{
    private string Runs => $"[{string.Join(", ", runs.Select(run => $"{run.From}, {run.To}, {run.Count}"))}]";

    public override IEnumerable<string> Forward => [$"{Name}Forward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Backward => input.GradientUse.IsNever ? [] : [$"{Name}Backward(ws, rowBegin, rowEnd);"];

    public override IlgpuLayer Ilgpu => new IlgpuFeatureColumns(runs, input, output);

    public override void Emit(CodeWriter w)
    {
        w.Line($"// from, to, count\nprivate static ReadOnlySpan<int> {Name}Runs => {Runs};");
        w.Line();
        w.Summary(
            "The columns of numbers, each at its place; the vectors that take the places of the others come after. 0 past a row's end.");
        using (w.Open($"private static void {Name}Forward(Workspace ws, int rowBegin, int rowEnd)"))
            w.Line($"FeatureColumns.Forward(ws.Time, ws.{input.Buffer}.Span, {input.Stride}, {Name}Runs, ws.{output.Buffer}.Span, "
                + $"{output.Stride}, rowBegin, rowEnd);");
        if (input.GradientUse.IsNever)
            return;
        w.Line();
        w.Summary("The gradient of the columns of numbers; that of categories is 0.");
        using (w.Open($"private static void {Name}Backward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            if (input.GradientUse.Condition is { } condition)
                w.Line($"if (!{condition})\n    return;");
            w.Line($"FeatureColumns.Backward(ws.Time, ws.{output.Gradient}.Span, {output.Stride}, {Name}Runs, ws.{input.Gradient}.Span, "
                + $"{input.Stride}, rowBegin, rowEnd);");
        }
    }
}
