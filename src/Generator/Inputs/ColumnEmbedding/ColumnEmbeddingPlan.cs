using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Inputs.ColumnEmbedding;

/// <summary>Gathers the vectors of one column forward; adds their gradients to the table's rows backward.</summary>
internal sealed class ColumnEmbeddingPlan(
    string name, ColumnEmbeddingSpec spec, string member, ParameterPlan table, SequencePlan output, int index, int at)
    : LayerPlan(
        name, new TableRow($"Embedding({spec.Vocabulary}, {spec.Size}, column {spec.Column})", $"[B, T, {output.Width}]", table.Length, 0))
{
    public override IEnumerable<string> Forward =>
        [$"if (!{Name}Forward(ws, rowBegin, rowEnd))\n    return; // the table changed meanwhile: the pass is made again"];

    public override bool ReadsInPlace => true;

    public override IEnumerable<string> Gradients => spec.Frozen ? [] : [$"{Name}Gradients(ws, gradients, part, parts);"];

    public override IlgpuLayer Ilgpu => new IlgpuColumnEmbedding(spec, table, output, index, at);

    public override void EmitApi(CodeWriter w)
    {
        w.Summary($"The vectors of column {spec.Column}, {table.Comment}: to be read, or replaced by pre-trained ones."
            + (spec.PaddingIndex >= 0 ? $" That of category {spec.PaddingIndex}, the padding, stays zero." : ""));
        w.Line($"public EmbeddingVectors {member} => new(Parameters, {Literal.Of(table.Name)}, {spec.PaddingIndex});");
    }

    public override void Emit(CodeWriter w)
    {
        w.Summary($"{table.Comment}: channels {at} to {at + spec.Size - 1} are E[column {spec.Column}]. Whether the table is of the same "
            + "set as the packed weights.");
        using (w.Open($"private static bool {Name}Forward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line($"ReadOnlySpan<float> table = {table.Slice("ws.Parameters.Read()")};");
            w.Line($"FeatureColumns.Gather(ws.Time, ws.ColumnIds({index}), table, {spec.Size}, ws.{output.Buffer}.Span, "
                + $"{output.Stride}, {at}, rowBegin, rowEnd);");
            w.Line("return ws.Packed.Confirm(ws.Parameters, ws);");
        }

        if (spec.Frozen)
            return;
        w.Line();
        w.Summary($"dE[id] += dy_t, in the order of t and row; share 'part' of 'parts' of the {spec.Size} columns."
            + (spec.PaddingIndex >= 0 ? $" Row {spec.PaddingIndex}, the padding, receives none." : ""));
        using (w.Open($"private static void {Name}Gradients(Workspace ws, Span<float> gradients, int part, int parts)"))
        {
            w.Line($"""
                Span<float> table = {table.Slice("gradients")};
                int begin = {spec.Size} * part / parts, end = {spec.Size} * (part + 1) / parts;
                FeatureColumns.ScatterAdd(ws.Time, ws.ColumnIds({index}), table, {spec.Size}, ws.{output.Gradient}.Span, {output.Stride}, {at}, {spec.PaddingIndex}, begin, end);
                """);
        }
    }
}
