namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>The functions that layers apply to their outputs.</summary>
internal static class Activations
{
    public static string Apply(GraphWriter graph, string activation, string value) => activation switch
    {
        "None" => value,
        "Relu" or "Tanh" or "Sigmoid" => graph.Add(activation, [value]),
        _ => throw new NotSupportedException($"The activation {activation} is not written as ONNX; None, Relu, Tanh and Sigmoid are."),
    };
}
