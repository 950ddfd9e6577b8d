namespace LstmGen.Interchange.Onnx.Import;

/// <summary>Where each row begins among the steps of all rows: 0, T, 2 T, ...</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Steps">Steps of each, T.</param>
internal sealed record RowStarts(Extent Rows, Extent Steps) : ImportValue;
