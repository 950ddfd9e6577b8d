using System.Globalization;
using System.Runtime.InteropServices;
using LstmGen.Serialization;

namespace LstmGen.Interchange;

/// <summary>A tensor to be written: a name, a type, a shape, and where its data lies. The data is not copied.</summary>
public sealed class SafetensorsEntry
{
    private readonly long[] _shape;
    private readonly TensorBytes _data;

    /// <summary>An entry whose data is asked for when it is written.</summary>
    /// <param name="name">Unique in the file; not empty, not <c>__metadata__</c>.</param>
    /// <param name="type">Type of the elements.</param>
    /// <param name="shape">Dimensions, slowest first; empty for a scalar.</param>
    /// <param name="data">Gives product of shape times size of type bytes.</param>
    /// <exception cref="ArgumentException">A name or a shape that the format cannot hold.</exception>
    public SafetensorsEntry(string name, SafetensorsType type, ReadOnlySpan<long> shape, TensorBytes data)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(data);
        if (name == "__metadata__")
            throw new ArgumentException("'__metadata__' is reserved by the format; name the tensor otherwise.", nameof(name));
        if (!IsValidText(name))
            throw new ArgumentException(
                $"'{SafetensorsException.Printable(name)}' has half a surrogate pair; use valid text.", nameof(name));
        foreach (var dimension in shape)
            ArgumentOutOfRangeException.ThrowIfNegative(dimension, nameof(shape));
        if (shape.Length > TensorShape.MaxRank || !TensorShape.TryByteCount(shape, type.Size(), out var bytes))
            throw new ArgumentException(
                $"Tensor '{name}': shape {TensorShape.Text(shape)} has more than {TensorShape.MaxRank} dimensions or "
                    + "2^63 bytes; use a smaller one.", nameof(shape));
        (Name, Type, _shape, _data, ByteCount) = (name, type, shape.ToArray(), data, bytes);
    }

    /// <summary>The name in the file.</summary>
    public string Name { get; }

    /// <summary>Type of the elements.</summary>
    public SafetensorsType Type { get; }

    /// <summary>Dimensions, slowest first.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>Bytes of the data.</summary>
    public long ByteCount { get; }

    /// <summary>An entry over memory of a type that the format knows (F64 to U8, <c>bool</c>).</summary>
    /// <param name="name">Unique in the file.</param>
    /// <param name="data">Row-major elements, as many as the product of <paramref name="shape"/>.</param>
    /// <param name="shape">Dimensions, slowest first.</param>
    /// <exception cref="ArgumentException">The shape does not fit the data, or the format has no such type.</exception>
    public static SafetensorsEntry Create<T>(string name, ReadOnlyMemory<T> data, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        if (!SafetensorsTypes.TryOf<T>(out var type))
            throw new ArgumentException(
                $"Tensor '{name}': the format has no type for {typeof(T).Name}; use one of {SafetensorsTypes.Known}.", nameof(data));
        var entry = new SafetensorsEntry(name, type, shape, () => MemoryMarshal.AsBytes(data.Span));
        var count = entry.ByteCount / type.Size();
        if (count != data.Length)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Tensor '{name}': shape {TensorShape.Text(shape)} takes {count} elements, the data has {data.Length}; "
                    + $"pass the shape of the data."), nameof(shape));
        return entry;
    }

    /// <inheritdoc cref="Create{T}(string, ReadOnlyMemory{T}, ReadOnlySpan{long})"/>
    public static SafetensorsEntry Create<T>(string name, T[] data, params ReadOnlySpan<long> shape)
        where T : unmanaged => Create(name, new ReadOnlyMemory<T>(data), shape);

    /// <summary>The data.</summary>
    internal ReadOnlySpan<byte> Bytes() => _data();

    /// <summary>Writes the data, after checking that its length is what the shape takes.</summary>
    internal void WriteTo(Stream stream, string path)
    {
        var bytes = _data();
        if (bytes.Length != ByteCount)
            throw SafetensorsException.At(path, Name, string.Create(CultureInfo.InvariantCulture,
                $"shape {TensorShape.Text(_shape)} of {Type.Name()} takes {ByteCount} bytes, its provider gave "
                    + $"{bytes.Length}; pass all of the data."));
        stream.Write(bytes);
    }

    /// <summary>Whether every surrogate has its other half, so that the text survives UTF-8.</summary>
    internal static bool IsValidText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }

        return true;
    }
}
