using LstmGen.Interchange.Onnx.Export.Layers;
using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Export.Heads;

/// <summary>What a head reads from the sequence: [B, width], or all steps.</summary>
internal static class PooledInput
{
    /// <summary>One vector a row.</summary>
    public static string Pool(ExportScope scope, string pooling, string head, ExportSequence input) => pooling switch
    {
        "Last" => input.Last?.Invoke() ?? input.LastStep(scope.Graph),
        "Mean" => Mean(scope.Graph, input),
        "Max" => Max(scope.Graph, input),
        "Attention" => Attention(scope, head, input),
        _ =>
            throw new NotSupportedException(
                $"A head declares Pooling = {pooling}, which is not written as ONNX; Last, Mean, Max, Attention and EveryStep are."),
    };

    private static string Mean(GraphWriter graph, ExportSequence input)
    {
        if (input.Time.Steps is null)
            return graph.Add("ReduceMean", [input.Value], OnnxAttribute.Of("axes", [0]), OnnxAttribute.Of("keepdims", 0));
        string sum = graph.Add("ReduceSum", [input.Zeroed(graph), graph.Longs(0)], OnnxAttribute.Of("keepdims", 0));
        return graph.Add(
            "Div", [sum, graph.Unsqueeze(graph.Add("Cast", [input.Time.Steps], OnnxAttribute.Of("to", (long)OnnxType.Float)), 1)]);
    }

    private static string Max(GraphWriter graph, ExportSequence input)
    {
        string value = input.Mask(graph) is { } mask
            ? graph.Add("Where", [mask, input.Value, graph.Float(float.NegativeInfinity)])
            : input.Value;
        return graph.Add("ReduceMax", [value], OnnxAttribute.Of("axes", [0]), OnnxAttribute.Of("keepdims", 0));
    }

    // alpha = softmax over t of (w h_t + b); sum over t of alpha_t h_t
    private static string Attention(ExportScope scope, string head, ExportSequence input)
    {
        GraphWriter graph = scope.Graph;
        string scores = DenseExport.Linear(scope, head + ".attention", input.Value, bias: true);
        if (input.Mask(graph) is { } mask)
            scores = graph.Add("Where", [mask, scores, graph.Float(float.NegativeInfinity)]);
        string weights = graph.Add("Softmax", [scores], OnnxAttribute.Of("axis", 0));
        graph.Output(
            $"{scope.Prefix}{head}.attention", graph.Transpose(graph.Squeeze(weights, 2), 1, 0), OnnxType.Float,
            "Weight of each step in what the head reads, [batch, steps]; zero past a row's end.", "batch", graph.Scope + ".steps");
        return graph.Add("ReduceSum", [graph.Product(weights, input.Zeroed(graph)), graph.Longs(0)], OnnxAttribute.Of("keepdims", 0));
    }
}
