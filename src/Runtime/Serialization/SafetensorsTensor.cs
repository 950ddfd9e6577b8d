using System.Collections.Immutable;
using System.Runtime.InteropServices;
using LstmGen.Serialization;

namespace LstmGen.Interchange;

/// <summary>A tensor of a safetensors file: name, element type, shape and row-major little-endian data.</summary>
public sealed class SafetensorsTensor
{
    private readonly byte[] _data;

    internal SafetensorsTensor(TensorInfo info, byte[] data)
    {
        _data = data;
        Name = info.Name;
        Type = info.Type;
        Shape = ImmutableCollectionsMarshal.AsImmutableArray(info.Shape);
        Count = data.Length / info.Type.Size();
    }

    /// <summary>The name in the file, such as <c>lstm.weight_ih_l0</c>.</summary>
    public string Name { get; }

    /// <summary>Type of the elements.</summary>
    public SafetensorsType Type { get; }

    /// <summary>Dimensions, slowest first; empty for a scalar.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>Number of elements: the product of <see cref="Shape"/>.</summary>
    public int Count { get; }

    /// <summary>The data as it lies in the file.</summary>
    public ReadOnlySpan<byte> Bytes => _data;

    /// <summary>The <see cref="Count"/> elements without a copy; <typeparamref name="T"/> is the .NET type of <see cref="Type"/>.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is another type; convert with
    /// <see cref="CopyTo(Span{float})"/>.</exception>
    public ReadOnlySpan<T> AsSpan<T>()
        where T : unmanaged
    {
        if (!SafetensorsTypes.TryOf<T>(out var type) || type != Type)
            throw new ArgumentException(
                $"Tensor '{Name}' holds {Type.Name()}, not {typeof(T).Name}; ask for that type, or convert with CopyTo.", nameof(T));
        return MemoryMarshal.Cast<byte, T>(_data);
    }

    /// <summary>Converts the elements to single precision, rounding to nearest; truth values become 0 and 1.</summary>
    /// <param name="destination">[<see cref="Count"/>]</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public void CopyTo(Span<float> destination)
    {
        CheckLength(destination.Length, nameof(destination));
        TensorConversion.Convert(Type, _data, destination);
    }

    /// <summary>Converts the elements to double precision; truth values become 0 and 1.</summary>
    /// <param name="destination">[<see cref="Count"/>]</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public void CopyTo(Span<double> destination)
    {
        CheckLength(destination.Length, nameof(destination));
        TensorConversion.Convert(Type, _data, destination);
    }

    /// <summary>The elements in single precision, in a new array.</summary>
    public float[] ToSingles()
    {
        var result = new float[Count];
        CopyTo(result);
        return result;
    }

    /// <summary>The elements in double precision, in a new array.</summary>
    public double[] ToDoubles()
    {
        var result = new double[Count];
        CopyTo(result);
        return result;
    }

    /// <summary>Name, type and shape on one line.</summary>
    public override string ToString() => $"{Name} {Type.Name()} {TensorShape.Text(Shape.AsSpan())}";

    private void CheckLength(int length, string parameter)
    {
        if (length != Count)
            throw new ArgumentException(
                $"Tensor '{Name}' has {Count} elements, the destination {length}; pass a span of {Count}.", parameter);
    }
}
