namespace LstmGen.Interchange.Onnx.Import;

/// <summary>The sum of each row's own steps: a mean once it is divided by how many they are.</summary>
internal sealed record SummedFlow(FlowValue Flow) : ImportValue;
