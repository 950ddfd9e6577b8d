namespace LstmGen.Interchange.Onnx.Export;

/// <summary>The encoder's outputs, to which a decoder attends.</summary>
/// <param name="Values">[B, S, width]; zero past a source's end.</param>
/// <param name="Width">Values a step.</param>
/// <param name="Mask">Whether a step is one of the source's own, [B, 1, S]; null where all are.</param>
internal sealed record ExportSource(string Values, int Width, string? Mask)
{
    /// <summary>The outputs that an encoder's layers gave.</summary>
    public static ExportSource Of(GraphWriter graph, ExportSequence outputs) => new(
        graph.Transpose(outputs.Zeroed(graph), 1, 0, 2), outputs.Width,
        outputs.Mask(graph) is { } mask ? graph.Transpose(mask, 1, 2, 0) : null);
}
