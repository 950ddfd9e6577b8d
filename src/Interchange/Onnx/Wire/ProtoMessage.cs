using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace LstmGen.Interchange.Onnx.Wire;

/// <summary>
/// A protocol-buffer message that is being written. Large blocks are kept where they lie, so that weights are not copied.
/// </summary>
internal sealed class ProtoMessage
{
    private const int KeptInPlace = 4096;

    private readonly List<ReadOnlyMemory<byte>> _pieces = [];
    private ArrayBufferWriter<byte> _tail = new();

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    /// <summary>A field of a number; a negative one takes 10 bytes, as in the format.</summary>
    public void Number(int field, long value)
    {
        Tag(field, WireType.Varint);
        Varint((ulong)value);
    }

    /// <summary>A field of a single-precision number.</summary>
    public void Single(int field, float value)
    {
        Tag(field, WireType.Fixed32);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Append(bytes);
    }

    /// <summary>A field of text.</summary>
    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A field of bytes.</summary>
    public void Bytes(int field, ReadOnlyMemory<byte> value)
    {
        Tag(field, WireType.Bytes);
        Varint((ulong)value.Length);
        Append(value);
    }

    /// <summary>A field of a message.</summary>
    public void Message(int field, ProtoMessage value)
    {
        Tag(field, WireType.Bytes);
        Varint((ulong)value.Length);
        foreach (ReadOnlyMemory<byte> piece in value._pieces)
            Append(piece);
        Append(value._tail.WrittenMemory);
    }

    /// <summary>Writes all of it.</summary>
    public void WriteTo(Stream stream)
    {
        foreach (ReadOnlyMemory<byte> piece in _pieces)
            stream.Write(piece.Span);
        stream.Write(_tail.WrittenSpan);
    }

    private void Tag(int field, WireType type) => Varint((ulong)field << 3 | (ulong)type);

    private void Varint(ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        int count = 0;
        for (; value >= 0x80; value >>= 7)
            bytes[count++] = (byte)(value | 0x80);
        bytes[count++] = (byte)value;
        Append(bytes[..count]);
    }

    private void Append(ReadOnlyMemory<byte> value)
    {
        if (value.Length < KeptInPlace)
        {
            Append(value.Span);
            return;
        }

        if (_tail.WrittenCount > 0)
        {
            _pieces.Add(_tail.WrittenMemory);
            _tail = new();
        }

        _pieces.Add(value);
        Length += value.Length;
    }

    private void Append(ReadOnlySpan<byte> value)
    {
        _tail.Write(value);
        Length += value.Length;
    }
}
