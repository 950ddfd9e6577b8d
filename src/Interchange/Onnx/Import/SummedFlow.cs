namespace LstmGen.Interchange.Onnx.Import;

/// <summary>The sum of each row's own steps, which is not yet divided by their number.</summary>
internal sealed record SummedFlow(FlowValue Flow) : ImportValue;
