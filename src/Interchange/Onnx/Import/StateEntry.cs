namespace LstmGen.Interchange.Onnx.Import;

/// <summary>The final state of a layer and direction.</summary>
internal readonly record struct StateEntry(int Layer, int Direction);
