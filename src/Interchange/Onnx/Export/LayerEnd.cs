namespace LstmGen.Interchange.Onnx.Export;

/// <summary>The state in which a layer of an encoder ends.</summary>
/// <param name="Kind"><c>h</c> or <c>c</c>.</param>
/// <param name="Layer">The layer, counted through all recurrent layers.</param>
/// <param name="Directions">For each direction its state, [1, B, size].</param>
internal sealed record LayerEnd(string Kind, int Layer, IReadOnlyList<string> Directions);
