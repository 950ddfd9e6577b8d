using System.Collections.Immutable;
using System.Globalization;
using LstmGen.Serialization;

namespace LstmGen.Interchange;

/// <summary>A tensor of a weight file: name, element type, shape and row-major little-endian data.</summary>
public sealed class WeightTensor
{
    private readonly ReadOnlyMemory<byte> _data;

    internal WeightTensor(string name, SafetensorsType type, ImmutableArray<long> shape, ReadOnlyMemory<byte> data)
    {
        Name = name;
        Type = type;
        Shape = shape;
        _data = data;
    }

    /// <summary>The name in the file, such as <c>lstm.weight_ih_l0</c>.</summary>
    public string Name { get; }

    /// <summary>The name of the layer that it belongs to: what stands before the last dot, empty where there is none.</summary>
    internal string Layer => Name.LastIndexOf('.') is >= 0 and var dot ? Name[..dot] : "";

    /// <summary>What the layer calls it: what stands behind the last dot.</summary>
    internal string OwnName => Name[(Name.LastIndexOf('.') + 1)..];

    /// <summary>
    /// How the file's values were changed to PyTorch's layout, such as <c>transposed</c>; empty where they are as in the file.
    /// </summary>
    public string Change { get; internal init; } = "";

    /// <summary>Why the layer of this tensor computes something that no declaration says, in words; null where one does.</summary>
    internal string? Problem { get; init; }

    /// <summary>Type of the elements in the file.</summary>
    public SafetensorsType Type { get; }

    /// <summary>Dimensions, slowest first; empty for a scalar.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>Number of elements: the product of <see cref="Shape"/>.</summary>
    public int Count => _data.Length / Type.Size();

    /// <summary>Whether the elements are floating-point numbers, so that they can be weights.</summary>
    public bool IsFloatingPoint => Type is SafetensorsType.F64 or SafetensorsType.F32 or SafetensorsType.F16 or SafetensorsType.BF16;

    /// <summary>The elements as they lie in the file, row-major.</summary>
    internal ReadOnlySpan<byte> Bytes => _data.Span;

    /// <summary>The same as memory.</summary>
    internal ReadOnlyMemory<byte> Data => _data;

    /// <summary>The same tensor with a reason why it cannot be loaded.</summary>
    internal WeightTensor With(string problem) => new(Name, Type, Shape, _data) { Change = Change, Problem = problem };

    /// <summary>The same tensor under another name.</summary>
    internal WeightTensor Renamed(string name) => new(name, Type, Shape, _data) { Change = Change, Problem = Problem };

    /// <summary>Converts the elements to single precision, rounding to nearest.</summary>
    /// <param name="destination">[<see cref="Count"/>]</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public void CopyTo(Span<float> destination)
    {
        if (destination.Length != Count)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"destination has {destination.Length} elements, and tensor '{Name}' {Count}. Pass a span of {Count}."), nameof(
                    destination));
        TensorConversion.Convert(Type, _data.Span, destination);
    }

    /// <summary>The elements in single precision, in a new array.</summary>
    public float[] ToSingles()
    {
        var values = new float[Count];
        CopyTo(values);
        return values;
    }

    /// <summary>Name, type and shape on one line. Control characters of a name are shown as question marks.</summary>
    public override string ToString() =>
        $"{InterchangeException.Visible(Name)} {Type.Name()} "
            + $"[{string.Join(", ", Shape.Select(size => size.ToString(CultureInfo.InvariantCulture)))}]";
}
