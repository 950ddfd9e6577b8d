using System.Buffers.Binary;
using Google.Protobuf;
using Xunit;

namespace LstmGen.Reporting.Tests;

/// <summary>Event files, read by Google's reader of protocol buffers and a CRC by its definition.</summary>
public sealed class TensorBoardTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_crc_is_castagnolis() =>
        Assert.Equal(0xE3069283, Crc("123456789"u8)); // the check value of RFC 3720's CRC-32C

    [Fact]
    public void Scalars_histograms_and_texts_are_read_back()
    {
        string path;
        using (var log = new TensorBoardLog(Path.Combine(_folder, "run")))
        {
            path = log.Path;
            log.Scalar("loss/train", 0.25, 3);
            log.Text("model", "a *table*", 1 << 20);
            log.Histogram("w", [-1f, 0f, 0.5f, 0.5f, float.NaN, 2f], 7);
            Assert.Equal(4, Records(path).Count); // complete before it is closed
        }

        Assert.StartsWith("events.out.tfevents.", Path.GetFileName(path), StringComparison.Ordinal);
        List<byte[]> records = Records(path);
        Assert.Equal("brain.Event:2", Text(Fields(records[0])[3]));

        Dictionary<int, List<object>> value = Value(records[1], step: 3);
        Assert.Equal("loss/train", Text(value[1]));
        Assert.Equal(0.25f, Assert.IsType<float>(value[2][0]));

        value = Value(records[2], step: 1 << 20);
        Assert.Equal("text", Text(Fields(Bytes(Fields(Bytes(value[9]))[1]))[1]));
        Dictionary<int, List<object>> tensor = Fields(Bytes(value[8]));
        Assert.Equal(7L, tensor[1][0]); // DT_STRING
        Assert.Equal("a *table*", Text(tensor[8]));

        Dictionary<int, List<object>> histogram = Fields(Bytes(Value(records[3], step: 7)[5]));
        Assert.Equal([-1.0, 2.0, 5.0, 2.0, 5.5], Enumerable.Range(1, 5).Select(field => (double)histogram[field][0]));
        double[] limits = Doubles(Bytes(histogram[6])), counts = Doubles(Bytes(histogram[7]));
        Assert.Equal(limits.Length, counts.Length);
        Assert.Equal(limits.Order(), limits);
        Assert.Equal(5, counts.Sum());
        foreach ((float number, int times) in new[] { (-1f, 1), (0f, 1), (0.5f, 2), (2f, 1) })
            Assert.Equal(times, counts[Array.FindIndex(limits, limit => number < limit)]);
    }

    [Fact]
    public void Histograms_of_nothing_can_be_written()
    {
        using var log = new TensorBoardLog(_folder);
        log.Histogram("w", [], 1);
        log.Histogram("w", [float.NaN], 2);
        Assert.Equal(0.0, Fields(Bytes(Value(Records(log.Path)[2], step: 2)[5]))[3][0]);
    }

    private static Dictionary<int, List<object>> Value(byte[] record, long step)
    {
        Dictionary<int, List<object>> written = Fields(record);
        Assert.Equal(step, written[2][0]);
        Assert.InRange((double)written[1][0], 1.5e9, 1e11); // seconds since 1970
        return Fields(Bytes(Fields(Bytes(written[5]))[1]));
    }

    private static List<byte[]> Records(string path)
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

    private static Dictionary<int, List<object>> Fields(byte[] message)
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

    private static byte[] Bytes(List<object> field) => Assert.IsType<byte[]>(Assert.Single(field));

    private static string Text(List<object> field) => System.Text.Encoding.UTF8.GetString(Bytes(field));

    private static double[] Doubles(byte[] packed) => [.. packed.Chunk(8).Select(one => BitConverter.ToDouble(one))];

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint crc = Crc(bytes);
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }

    // Bit by bit, by the reflected polynomial 0x1EDC6F41.
    private static uint Crc(ReadOnlySpan<byte> bytes)
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
