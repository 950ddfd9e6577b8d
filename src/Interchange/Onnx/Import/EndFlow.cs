using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>The last or the first step of a layer in both directions: each is the end of one of them.</summary>
/// <param name="Flow">The values of that step.</param>
/// <param name="IsLast">Whether it is the last step, where the forward direction ends.</param>
/// <param name="Node">The node that takes it.</param>
internal sealed record EndFlow(FlowValue Flow, bool IsLast, OnnxNode Node) : ImportValue;
