using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Inputs.Embedding;

/// <summary>Gathers vectors forward; adds gradients token by token, each in the order of t and row, backward.</summary>
internal sealed class IlgpuEmbedding(EmbeddingSpec spec, ParameterPlan table, SequencePlan output) : IlgpuLayer
{
    public override IEnumerable<string> Forward =>
        [$"Kernels.Embeddings.Gather(ws.TimeOnDevice.Layout, ws.Tokens, {View("Weights", table)}, {spec.Size}, "
            + $"ws.{output.Buffer}.View, {output.Stride});"];

    public override IEnumerable<string> ParameterGradients => spec.Frozen ? [] :
    [
        $"ws.SortTokens({spec.PaddingIndex});",
        $"Kernels.Embeddings.ScatterAdd(ws.Places.Places, ws.Places.Starts, ws.Places.Count, ws.Tokens, {View("Gradients", table)}, "
            + $"{spec.Size}, ws.{output.Gradient}.View, {output.Stride});",
    ];
}
