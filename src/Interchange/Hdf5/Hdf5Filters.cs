using System.IO.Compression;

namespace LstmGen.Interchange.Hdf5;

/// <summary>What was done to a chunk before it was written: deflate, shuffle, checksum.</summary>
internal static class Hdf5Filters
{
    private const int Deflate = 1, Shuffle = 2, Fletcher32 = 3, MaxRatio = 1032;

    /// <summary>The filters in the order in which they were applied.</summary>
    public static List<int> Read(Hdf5Bytes bytes, Hdf5Message message, string name)
    {
        var filters = new List<int>();
        if (message.Kind != Hdf5Message.Filters)
            return filters;
        int version = bytes.Byte(message.At), count = bytes.Byte(message.At + 1);
        long at = message.At + (version == 1 ? 8 : 2);
        for (int i = 0; i < count; i++)
        {
            int filter = bytes.UInt16(at);
            if (filter is not (Deflate or Shuffle or Fletcher32))
                throw new FormatException(
                    $"dataset '{name}' is packed by filter {filter}; deflate (gzip), shuffle and fletcher32 are read");
            filters.Add(filter);
            bool hasName = version == 1 || filter >= 256;
            int length = hasName ? bytes.UInt16(at + 2) : 0, values = bytes.UInt16(at + (hasName ? 6 : 4));
            at += (hasName ? 8 : 6) + (version == 1 ? length + 7 & ~7 : length) + 4 * (version == 1 ? values + 1 & ~1 : values);
        }

        return filters;
    }

    /// <summary>
    /// The chunk's values, <paramref name="length"/> bytes of elements of <paramref name="elementSize"/>. A bit of
    /// <paramref name="skipped"/> says that its filter was not applied to this chunk.
    /// </summary>
    public static ReadOnlyMemory<byte> Undo(
        List<int> filters, long skipped, ReadOnlyMemory<byte> stored, long length, int elementSize, string name)
    {
        for (int i = filters.Count - 1; i >= 0; i--)
        {
            if ((skipped >> i & 1) != 0)
                continue;
            stored = filters[i] switch
            {
                Deflate => Inflate(stored, length + 4, name), // a checksum may have been packed with the values
                Shuffle => Unshuffle(stored.Span, elementSize),
                _ => stored.Length >= 4 ? stored[..^4] : throw Wrong(name),
            };
        }

        return stored.Length == length ? stored : throw Wrong(name);
    }

    private static byte[] Inflate(ReadOnlyMemory<byte> stored, long limit, string name)
    {
        long room = Math.Min(limit, (long)MaxRatio * stored.Length);
        byte[] values = new byte[room];
        using var stream = new ZLibStream(new MemoryStream(stored.ToArray()), CompressionMode.Decompress);
        int count = stream.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
        if (stream.ReadByte() >= 0)
            throw Wrong(name);
        return values[..count];
    }

    private static byte[] Unshuffle(ReadOnlySpan<byte> stored, int elementSize)
    {
        byte[] values = stored.ToArray();
        int count = stored.Length / elementSize;
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < elementSize; k++)
                values[i * elementSize + k] = stored[k * count + i];
        }

        return values;
    }

    private static FormatException Wrong(string name) =>
        new($"a chunk of dataset '{name}' does not have the bytes that its shape takes; the file is damaged");
}
