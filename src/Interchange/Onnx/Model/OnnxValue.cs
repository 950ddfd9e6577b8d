using System.Collections.Immutable;

namespace LstmGen.Interchange.Onnx.Model;

/// <summary>An input or output of a graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of the elements.</param>
/// <param name="Shape">A size or the name of one (<c>batch</c>) for each dimension; default where the file does not say.</param>
internal sealed record OnnxValue(string Name, OnnxType Type, ImmutableArray<OnnxDimension> Shape)
{
    public string Doc { get; init; } = "";
}
