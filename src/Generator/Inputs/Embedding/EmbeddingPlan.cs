using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Inputs.Embedding;

/// <summary>Gathers vectors forward; adds their gradients to the table's rows backward.</summary>
internal sealed class EmbeddingPlan(string name, EmbeddingSpec spec, EmbeddingTablePlan embedding, SequencePlan output)
    : LayerPlan(name, new TableRow($"Embedding({spec.Vocabulary}, {spec.Size})", $"[B, T, {spec.Size}]", embedding.Table.Length, 0))
{
    private readonly ParameterPlan _table = embedding.Table;

    public override IEnumerable<string> Forward =>
        [$"if (!{Name}Forward(ws, rowBegin, rowEnd))\n    return; // the table changed meanwhile: the pass is made again"];

    public override bool ReadsInPlace => true;

    public override IEnumerable<string> Gradients => spec.Frozen ? [] : [$"{Name}Gradients(ws, gradients, part, parts);"];

    public override IlgpuLayer Ilgpu => new IlgpuEmbedding(spec, _table, output);

    public override void EmitApi(CodeWriter w)
    {
        w.Summary($"The vectors, {_table.Comment}: to be read, or replaced by pre-trained ones."
            + (spec.PaddingIndex >= 0 ? $" That of token {spec.PaddingIndex}, the padding, stays zero." : ""));
        w.Line($"public EmbeddingVectors {spec.Member} => new(Parameters, {Literal.Of(_table.Name)}, {spec.PaddingIndex});");
    }

    public override void Emit(CodeWriter w)
    {
        w.Summary($"{_table.Comment}: y_t = E[token_t]. Whether the table is of the same set as the packed weights.");
        using (w.Open($"private static bool {Name}Forward(Workspace ws, int rowBegin, int rowEnd)"))
        {
            w.Line($"ReadOnlySpan<float> table = {_table.Slice("ws.Parameters.Read()")};");
            w.Line($"EmbeddingTable.Gather(ws, table, {spec.Size}, ws.{output.Buffer}.Span, {output.Stride}, rowBegin, rowEnd);");
            w.Line("return ws.Packed.Confirm(ws.Parameters, ws);");
        }

        if (spec.Frozen)
            return;
        w.Line();
        string share = embedding.Shared ? $"{spec.Vocabulary} tokens, as the head that shares the table" : $"{spec.Size} columns";
        w.Summary($"dE[token_t] += dy_t, in the order of t and row; share 'part' of 'parts' of the {share}."
            + (spec.PaddingIndex >= 0 ? $" Row {spec.PaddingIndex}, the padding, receives none." : ""));
        using (w.Open($"private static void {Name}Gradients(Workspace ws, Span<float> gradients, int part, int parts)"))
        {
            w.Line($"Span<float> table = {_table.Slice("gradients")};");
            string from = $"ws.{output.Gradient}.Span, {output.Stride}, {spec.PaddingIndex}";
            if (embedding.Shared)
            {
                int panels = Layout.Panels(spec.Vocabulary);
                w.Line($"""
                    int begin = (int)({panels}L * part / parts) * {Layout.Panel}, end = (int)({panels}L * (part + 1) / parts) * {Layout.Panel};
                    EmbeddingTable.ScatterAddTokens(ws, table, {spec.Size}, {from}, begin, end);
                    """);
                return;
            }

            w.Line($"""
                int begin = {spec.Size} * part / parts, end = {spec.Size} * (part + 1) / parts;
                EmbeddingTable.ScatterAdd(ws, table, {spec.Size}, {from}, begin, end);
                """);
        }
    }
}
