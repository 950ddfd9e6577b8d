namespace LstmGen.Interchange.Onnx.Import;

/// <summary>One number in a shape that is known when the graph runs.</summary>
internal sealed record FilledValue(double Number) : ImportValue;
