namespace LstmGen.Interchange.Onnx.Import;

/// <summary>An input of whole numbers with one dimension: lengths of rows, or one less.</summary>
internal sealed record LengthsValue(int Offset) : ImportValue;
