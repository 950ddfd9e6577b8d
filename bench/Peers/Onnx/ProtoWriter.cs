using System.Buffers;
using System.Text;

namespace LstmGen.Bench.Peers.Onnx;

/// <summary>Writes protocol-buffer messages: fields of numbers, bytes and nested messages.</summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public void Number(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint((ulong)field << 3 | 2);
        Varint((ulong)value.Length);
        _bytes.Write(value);
    }

    public void Message(int field, Action<ProtoWriter> write)
    {
        ProtoWriter inner = new();
        write(inner);
        Bytes(field, inner._bytes.WrittenSpan);
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}
