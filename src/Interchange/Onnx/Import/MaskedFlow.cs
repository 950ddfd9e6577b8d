namespace LstmGen.Interchange.Onnx.Import;

/// <summary>Values between two layers whose padding has been set; a row's own steps are as they were.</summary>
/// <param name="Flow">The values.</param>
/// <param name="Fill">What stands at padding.</param>
internal sealed record MaskedFlow(FlowValue Flow, double Fill) : ImportValue;
