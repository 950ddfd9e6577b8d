using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>What a batch normalization makes of each value of a step: times a factor, and a shift.</summary>
/// <param name="Node">The node.</param>
/// <param name="Factors">[values]</param>
/// <param name="Shifts">[values]</param>
internal sealed record Affine(OnnxNode Node, double[] Factors, double[] Shifts);
