namespace LstmGen.Interchange.Onnx.Import;

/// <summary>Zeros of a shape that is known when the graph runs.</summary>
internal sealed record ZerosValue : ImportValue;
