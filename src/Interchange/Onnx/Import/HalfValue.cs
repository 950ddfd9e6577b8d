namespace LstmGen.Interchange.Onnx.Import;

/// <summary>The final h of one direction of a bidirectional layer, [batch, units].</summary>
internal sealed record HalfValue(StateEntry Entry, int After) : ImportValue;
