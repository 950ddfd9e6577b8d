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

/// <summary>A dimension: a size, or the name of one that is known when the graph runs.</summary>
internal readonly record struct OnnxDimension(long? Size, string? Name)
{
    public static implicit operator OnnxDimension(long size) => new(size, null);

    public static implicit operator OnnxDimension(string name) => new(null, name);

    public override string ToString() => Size is { } size ? size.ToString(System.Globalization.CultureInfo.InvariantCulture) : Name ?? "?";
}
