using System.Buffers.Binary;

namespace LstmGen.Interchange.Pickle;

/// <summary>Bytes of a stream, counted and bounded: a claimed length is checked before memory is taken for it.</summary>
internal sealed class ByteReader(Stream stream, long length)
{
    /// <summary>Bytes read so far.</summary>
    public long Position { get; private set; }

    public long Remaining => length - Position;

    public byte Byte()
    {
        Span<byte> one = stackalloc byte[1];
        Fill(one);
        return one[0];
    }

    public ushort UInt16()
    {
        Span<byte> bytes = stackalloc byte[2];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public int Int32()
    {
        Span<byte> bytes = stackalloc byte[4];
        Fill(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    public long Int64()
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    public double DoubleBigEndian()
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        return BinaryPrimitives.ReadDoubleBigEndian(bytes);
    }

    /// <summary>The next <paramref name="count"/> bytes.</summary>
    public byte[] Bytes(long count)
    {
        if (count < 0 || count > Remaining || count > Array.MaxLength)
            throw new FormatException($"{count} bytes are announced at byte {Position}, and {Remaining} follow");
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)count);
        Fill(bytes);
        return bytes;
    }

    /// <summary>A line of ASCII text, without its line feed, of at most 4,096 bytes.</summary>
    public string Line()
    {
        var text = new System.Text.StringBuilder();
        while (Byte() is var next && next != '\n')
        {
            if (next >= 0x80 || text.Length == 4096)
                throw new FormatException($"the line before byte {Position} is no text of at most 4096 ASCII characters");
            text.Append((char)next);
        }

        return text.ToString();
    }

    private void Fill(Span<byte> bytes)
    {
        if (bytes.Length > Remaining)
            throw new FormatException($"the data ends at byte {Position + Remaining}, in the middle of a value");
        stream.ReadExactly(bytes);
        Position += bytes.Length;
    }
}
