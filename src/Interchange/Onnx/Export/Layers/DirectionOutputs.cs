namespace LstmGen.Interchange.Onnx.Export.Layers;

/// <summary>What one layer computes.</summary>
/// <param name="Values">For each direction h of all steps, [T, B, size], zero past a row's end.</param>
/// <param name="Ends">For each state and direction where it ends, [1, B, size].</param>
internal sealed record DirectionOutputs(IReadOnlyList<string> Values, IReadOnlyList<IReadOnlyList<string>> Ends);
