using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>Multi-head attention of each row to its own steps.</summary>
internal sealed class SelfAttentionExport : ILayerExport
{
    public ExportSequence Apply(ExportScope scope, DeclaredElement element, ExportSequence input)
    {
        GraphWriter graph = scope.Graph;
        string prefix = scope.LayerPrefix(element);
        int heads = element.Int("Heads", 1), width = input.Width, size = width / heads;
        bool bias = element.Bool("Bias", true);
        string x = graph.Transpose(input.Zeroed(graph), 1, 0, 2); // [B, T, C]
        string projected = graph.Add("MatMul", [x, scope.Transposed(prefix + ".in_proj_weight")]);
        if (bias)
            projected = graph.Sum(projected, scope.Parameter(prefix + ".in_proj_bias"));
        string query = Part(0), key = Part(1), value = Part(2); // [B, heads, T, size]
        string scores =
            graph.Product(graph.Add("MatMul", [query, graph.Transpose(key, 0, 1, 3, 2)]), graph.Float((float)(1 / Math.Sqrt(size))));
        if (Seen(graph, input, element.Bool("Causal")) is { } seen)
            scores = graph.Add("Where", [seen, scores, graph.Float(float.NegativeInfinity)]);
        string context = graph.Add("MatMul", [graph.Add("Softmax", [scores], OnnxAttribute.Of("axis", -1)), value]);
        string joined = graph.Add("Reshape", [graph.Transpose(context, 0, 2, 1, 3), graph.Longs(0, 0, width)]);
        string output = graph.Transpose(DenseExport.Linear(scope, prefix + ".out_proj", joined, bias), 1, 0, 2);
        return new ExportSequence(element.Bool("Residual") ? graph.Sum(output, input.Value) : output, width, input.Time);

        string Part(int part) => graph.Transpose(
            graph.Add("Reshape", [graph.Slice(projected, part * width, (part + 1) * width, 2), graph.Longs(0, 0, heads, size)]), 0, 2, 1,
            3);
    }

    // Whether a step sees another, [B or 1, 1, T or 1, T]; null where each sees all.
    private static string? Seen(GraphWriter graph, ExportSequence input, bool causal)
    {
        string? own = input.Mask(graph) is { } mask ? graph.Unsqueeze(graph.Transpose(mask, 1, 2, 0), 1) : null;
        if (!causal)
            return own;
        string steps = graph.Add("Range", [graph.Long(0), graph.Squeeze(graph.SizeOf(input.Value, 0), 0), graph.Long(1)]);
        string before = graph.Unsqueeze(graph.Add("GreaterOrEqual", [graph.Unsqueeze(steps, 1), graph.Unsqueeze(steps, 0)]), 0, 1);
        return own is null ? before : graph.Add("And", [own, before]);
    }
}
