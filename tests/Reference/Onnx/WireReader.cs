using System.Buffers.Binary;

namespace LstmGen.Reference.Onnx;

/// <summary>One field of a protobuf message: its number and its value, a number or bytes.</summary>
internal readonly record struct WireField(int Number, ulong Value, ReadOnlyMemory<byte> Bytes);

/// <summary>Reads the fields of a protobuf message in order (wire types 0, 1, 2 and 5).</summary>
internal static class WireReader
{
    public static IEnumerable<WireField> Fields(ReadOnlyMemory<byte> message)
    {
        int position = 0;
        while (position < message.Length)
        {
            ulong tag = ReadVarint(message.Span, ref position);
            int number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    yield return new(number, ReadVarint(message.Span, ref position), default);
                    break;
                case 1:
                    yield return new(number, BinaryPrimitives.ReadUInt64LittleEndian(message.Span[position..]), message.Slice(position, 8));
                    position += 8;
                    break;
                case 2:
                    int length = checked((int)ReadVarint(message.Span, ref position));
                    yield return new(number, 0, message.Slice(position, length));
                    position += length;
                    break;
                case 5:
                    yield return new(number, BinaryPrimitives.ReadUInt32LittleEndian(message.Span[position..]), message.Slice(position, 4));
                    position += 4;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} at byte {position} is not one of 0, 1, 2 and 5.");
            }
        }
    }

    /// <summary>The numbers of a repeated integer field, packed or one by one.</summary>
    public static IEnumerable<long> Integers(WireField field)
    {
        if (field.Bytes.IsEmpty)
        {
            yield return (long)field.Value;
            yield break;
        }

        int position = 0;
        while (position < field.Bytes.Length)
            yield return (long)ReadVarint(field.Bytes.Span, ref position);
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> bytes, ref int position)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
