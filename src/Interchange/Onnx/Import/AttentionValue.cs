namespace LstmGen.Interchange.Onnx.Import;

/// <summary>The weight of each step, which a softmax makes of the last layer's one number for it.</summary>
internal sealed record AttentionValue(FlowValue Flow) : ImportValue;
