using System.Collections.Immutable;
using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>A constant, and the initializers that it was made of.</summary>
internal sealed record ConstantValue(OnnxTensor Tensor, ImmutableArray<string> From) : ImportValue;
