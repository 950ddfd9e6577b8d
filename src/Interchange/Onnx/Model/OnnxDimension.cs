namespace LstmGen.Interchange.Onnx.Model;

/// <summary>A dimension: a size, or the name of one that is known when the graph runs.</summary>
internal readonly record struct OnnxDimension(long? Size, string? Name)
{
    public static implicit operator OnnxDimension(long size) => new(size, null);

    public static implicit operator OnnxDimension(string name) => new(null, name);

    public override string ToString() => Size is { } size ? size.ToString(System.Globalization.CultureInfo.InvariantCulture) : Name ?? "?";
}
