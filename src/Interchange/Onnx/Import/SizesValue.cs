namespace LstmGen.Interchange.Onnx.Import;

/// <summary>Whole numbers that say something of shapes.</summary>
/// <param name="Count">How many, where that is known.</param>
internal sealed record SizesValue(int? Count) : ImportValue;
