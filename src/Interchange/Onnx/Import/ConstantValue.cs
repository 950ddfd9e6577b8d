using System.Collections.Immutable;
using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>A constant, and the initializers that it was made of.</summary>
internal sealed record ConstantValue(OnnxTensor Tensor, ImmutableArray<string> From) : ImportValue
{
    /// <summary>What a layer calls them, where that is not how the initializers are called; default elsewhere.</summary>
    public ImmutableArray<string> Called { get; init; }

    /// <summary>Names that may tell the layer.</summary>
    public ImmutableArray<string> Names => Called.IsDefault ? From : Called;
}
