namespace LstmGen.Interchange.Onnx.Import;

/// <summary>A step of each row, by its length, among the steps of all rows.</summary>
/// <param name="Lengths">Which step.</param>
/// <param name="Starts">Where the rows begin.</param>
internal sealed record RowPlaces(LengthsValue Lengths, RowStarts Starts) : ImportValue;
