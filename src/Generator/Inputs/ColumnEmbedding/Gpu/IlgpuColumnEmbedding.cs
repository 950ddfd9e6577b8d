using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Inputs.ColumnEmbedding;

/// <summary>Gathers vectors forward; adds gradients category by category, each in the order of t and row, backward.</summary>
internal sealed class IlgpuColumnEmbedding(
    ColumnEmbeddingSpec spec, ParameterPlan table, SequencePlan output, int index, int at) : IlgpuLayer
{
    public override IEnumerable<string> Forward =>
        [$"Kernels.Columns.Gather(ws.TimeOnDevice.Layout, ws.ColumnOnDevice({index}).Ids, {View("Weights", table)}, {spec.Size}, "
            + $"ws.{output.Buffer}.View, {output.Stride}, {at});"];

    public override IEnumerable<string> ParameterGradients => spec.Frozen ? [] :
    [
        $"ws.SortColumn({index}, {spec.PaddingIndex});",
        $"Kernels.Embeddings.ScatterAdd(ws.ColumnOnDevice({index}).Places.Places, ws.ColumnOnDevice({index}).Places.Starts, "
            + $"ws.ColumnOnDevice({index}).Places.Count, ws.ColumnOnDevice({index}).Ids, {View("Gradients", table)}, {spec.Size}, "
            + $"ws.{output.Gradient}.View.SubView({at}), {output.Stride});",
    ];
}
