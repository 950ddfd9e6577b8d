using System.Globalization;

namespace LstmGen.Interchange.Onnx.Export;

/// <summary>Where a decoder of a pair starts: from its encoder's states as they are, through a dense bridge, or from zero.</summary>
/// <param name="encoder">The encoder, whose ends are known.</param>
/// <param name="bridge">Copy, Dense or None.</param>
internal sealed class SourceStates(ExportScope encoder, string bridge)
{
    /// <summary>The start of a state of the decoder, [layers x directions, B, size]; null for zero.</summary>
    /// <param name="scope">The decoder.</param>
    /// <param name="index">Place among its states.</param>
    /// <param name="name">The state, such as <c>lstm.h</c>.</param>
    /// <param name="layer">Number of its first layer, counted through all recurrent layers.</param>
    /// <param name="layers">Layers.</param>
    /// <param name="directions">1 or 2.</param>
    public string? Start(ExportScope scope, int index, string name, int layer, int layers, int directions)
    {
        switch (bridge)
        {
            case "None":
                return null;
            case "Copy":
                return encoder.Ends[index];
            case "Dense":
                string kind = name[(name.LastIndexOf('.') + 1)..];
                return scope.Graph.Concat(
                    0,
                    [.. Enumerable.Range(0, layers * directions).Select(i => Dense(scope, kind, layer + i / directions, i % directions))]);
            default:
                throw new NotSupportedException(
                    $"A decoder declares Bridge = {bridge}, which is not written as ONNX; Copy, Dense and None are.");
        }
    }

    // tanh(W s + b), s the encoder's state of that layer or its last, both directions side by side: [1, B, size]
    private string Dense(ExportScope scope, string kind, int layer, int direction)
    {
        GraphWriter graph = scope.Graph;
        int last = encoder.LayerEnds.Max(end => end.Layer);
        LayerEnd[] candidates = [.. encoder.LayerEnds.Where(end => end.Layer == Math.Min(layer, last))];
        LayerEnd source = candidates.FirstOrDefault(end => end.Kind == kind) ?? candidates[0];
        string suffix = string.Create(CultureInfo.InvariantCulture, $"{kind}_l{layer}{(direction == 1 ? "_reverse" : "")}");
        string product = graph.Add("MatMul", [graph.Concat(2, [.. source.Directions]), scope.Transposed($"bridge.weight_{suffix}")]);
        return graph.Add("Tanh", [graph.Sum(product, scope.Parameter($"bridge.bias_{suffix}"))]);
    }
}
