using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace LstmGen.Reporting;

/// <summary>Writes a message of protocol buffers, field by field: the few kinds that events need.</summary>
/// <remarks>Source: https://protobuf.dev/programming-guides/encoding/.</remarks>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public ProtoWriter Integer(int field, long value)
    {
        Varint((uint)field << 3);
        Varint((ulong)value);
        return this;
    }

    public ProtoWriter Double(int field, double value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        Varint((uint)field << 3 | 1);
        _bytes.Write(bytes);
        return this;
    }

    public ProtoWriter Single(int field, float value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Varint((uint)field << 3 | 5);
        _bytes.Write(bytes);
        return this;
    }

    public ProtoWriter Text(int field, string value) => Block(field, Encoding.UTF8.GetBytes(value));

    public ProtoWriter Message(int field, ProtoWriter message) => Block(field, message.Bytes);

    public ProtoWriter Doubles(int field, IReadOnlyList<double> values)
    {
        byte[] bytes = new byte[8 * values.Count];
        for (int i = 0; i < values.Count; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 * i), values[i]);
        return Block(field, bytes);
    }

    private ProtoWriter Block(int field, ReadOnlySpan<byte> bytes)
    {
        Varint((uint)field << 3 | 2);
        Varint((ulong)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}
