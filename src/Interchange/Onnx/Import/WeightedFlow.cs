namespace LstmGen.Interchange.Onnx.Import;

/// <summary>Values between two layers times the weight of their step; the last layer made the weights.</summary>
internal sealed record WeightedFlow(FlowValue Flow) : ImportValue;
