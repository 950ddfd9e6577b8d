using System.Collections.Immutable;
using LstmGen.Serialization;

namespace LstmGen.Interchange.PyTorch;

/// <summary>A view of a storage: element [i, j, ...] lies at offset + i * strides[0] + j * strides[1] + ...</summary>
internal sealed class TorchTensor
{
    private readonly long _offset;
    private readonly long[] _strides;

    /// <exception cref="FormatException">The view reaches past its storage.</exception>
    public TorchTensor(TorchStorage storage, SafetensorsType type, long offset, long[] shape, long[] strides)
    {
        Storage = storage;
        Type = type;
        Shape = [.. shape];
        _offset = offset;
        _strides = strides;
        if (shape.Length != strides.Length || shape.Length > TensorShape.MaxRank)
            throw new FormatException($"a tensor has {shape.Length} dimensions and {strides.Length} strides");
        if (offset < 0 || shape.Any(size => size < 0) || strides.Any(stride => stride < 0))
            throw new FormatException("a tensor has a negative offset, size or stride");
        if (!TensorShape.TryByteCount(shape, type.Size(), out long bytes) || bytes > storage.ByteCount)
            throw new FormatException(
                $"a tensor of shape {TensorShape.Text(shape)} is larger than its storage; call .contiguous() on it before saving");
        ByteCount = (int)Math.Min(bytes, Array.MaxLength);
        if (bytes > Array.MaxLength)
            throw new FormatException($"a tensor of shape {TensorShape.Text(shape)} does not fit one array");
        if (bytes > 0 && LastIndex() >= (ulong)(storage.ByteCount / type.Size()))
            throw new FormatException($"a tensor of shape {TensorShape.Text(shape)} ends past its storage");
    }

    public TorchStorage Storage { get; }

    public SafetensorsType Type { get; }

    public ImmutableArray<long> Shape { get; }

    public int ByteCount { get; }

    /// <summary>The elements in row-major order; the storage has its data.</summary>
    public byte[] ToBytes()
    {
        byte[] result = new byte[ByteCount];
        if (ByteCount > 0)
            Copy(0, _offset, Storage.Data, result, 0);
        return result;
    }

    private UInt128 LastIndex()
    {
        UInt128 last = (ulong)_offset;
        for (int i = 0; i < Shape.Length; i++)
            last += (UInt128)(ulong)(Shape[i] - 1) * (ulong)_strides[i];
        return last;
    }

    private int Copy(int dimension, long index, ReadOnlySpan<byte> from, Span<byte> to, int at)
    {
        int size = Type.Size();
        if (IsContiguousFrom(dimension, out long count))
        {
            from.Slice((int)(index * size), (int)(count * size)).CopyTo(to[at..]);
            return at + (int)(count * size);
        }

        for (long i = 0; i < Shape[dimension]; i++)
            at = Copy(dimension + 1, index + i * _strides[dimension], from, to, at);
        return at;
    }

    private bool IsContiguousFrom(int dimension, out long count)
    {
        count = 1;
        for (int i = Shape.Length; i-- > dimension;)
        {
            if (Shape[i] != 1 && _strides[i] != count)
                return false;
            count *= Shape[i];
        }

        return true;
    }
}
