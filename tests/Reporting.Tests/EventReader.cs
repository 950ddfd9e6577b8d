using System.Buffers.Binary;
using Google.Protobuf;
using Xunit;

namespace LstmGen.Reporting.Tests;

/// <summary>Reads event files of TensorBoard by Google's reader of protocol buffers and a CRC by its definition.</summary>
internal static class EventReader
{
    public static Dictionary<int, List<object>> Value(byte[] record, long step)
    {
        Dictionary<int, List<object>> written = Fields(record);
        Assert.Equal(step, written[2][0]);
        Assert.InRange((double)written[1][0], 1.5e9, 1e11); // seconds since 1970
        return Fields(Bytes(Fields(Bytes(written[5]))[1]));
    }

    public static List<byte[]> Records(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] all = new byte[file.Length];
        file.ReadExactly(all);
        var records = new List<byte[]>();
        for (int at = 0; at < all.Length;)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(all.AsSpan(at));
            Assert.Equal(Masked(all.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(all.AsSpan(at + 8)));
            byte[] record = all[(at + 12)..(at + 12 + length)];
            Assert.Equal(Masked(record), BinaryPrimitives.ReadUInt32LittleEndian(all.AsSpan(at + 12 + length)));
            records.Add(record);
            at += length + 16;
        }

        return records;
    }

    public static Dictionary<int, List<object>> Fields(byte[] message)
    {
        var fields = new Dictionary<int, List<object>>();
        using var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            object value = WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => input.ReadInt64(),
                WireFormat.WireType.Fixed64 => input.ReadDouble(),
                WireFormat.WireType.Fixed32 => input.ReadFloat(),
                _ => input.ReadBytes().ToByteArray(),
            };
            int field = WireFormat.GetTagFieldNumber(tag);
            fields.TryAdd(field, []);
            fields[field].Add(value);
        }

        return fields;
    }

    public static byte[] Bytes(List<object> field) => Assert.IsType<byte[]>(Assert.Single(field));

    public static string Text(List<object> field) => System.Text.Encoding.UTF8.GetString(Bytes(field));

    public static double[] Doubles(byte[] packed) => [.. packed.Chunk(8).Select(one => BitConverter.ToDouble(one))];

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint crc = Crc(bytes);
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }

    // Bit by bit, by the reflected polynomial 0x1EDC6F41.
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78);
        }

        return ~crc;
    }
}
