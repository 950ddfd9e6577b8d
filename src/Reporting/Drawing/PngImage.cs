using System.Buffers.Binary;
using System.IO.Compression;

namespace LstmGen.Reporting.Drawing;

/// <summary>A small PNG of one colour, whose opacity is the picture; so it suits light and dark.</summary>
internal static class PngImage
{
    private static readonly uint[] Remainders = MakeRemainders();

    /// <summary>The file as a <c>data:</c> address.</summary>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="opacity">Rows from the top, 0 to 255.</param>
    /// <param name="colour">Red, green and blue as 0xRRGGBB.</param>
    public static string DataAddress(int width, ReadOnlySpan<byte> opacity, int colour) =>
        "data:image/png;base64," + Convert.ToBase64String(File(width, opacity.Length / width, opacity, colour));

    // An indexed picture: 256 entries of one colour, each with the opacity of its number.
    private static byte[] File(int width, int height, ReadOnlySpan<byte> opacity, int colour)
    {
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, 3);
        var (palette, transparency) = (new byte[3 * 256], new byte[256]);
        for (var i = 0; i < 256; i++)
        {
            (palette[3 * i], palette[3 * i + 1], palette[3 * i + 2]) = ((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour);
            transparency[i] = (byte)i;
        }

        var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zip.WriteByte(0);
                zip.Write(opacity.Slice(y * width, width));
            }
        }

        var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "PLTE"u8, palette);
        Chunk(file, "tRNS"u8, transparency);
        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(name);
        file.Write(content);
        var check = Update(Update(uint.MaxValue, name), content) ^ uint.MaxValue;
        BinaryPrimitives.WriteUInt32BigEndian(number, check);
        file.Write(number);
    }

    private static uint Update(uint check, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
            check = Remainders[(check ^ b) & 0xFF] ^ (check >> 8);
        return check;
    }

    private static uint[] MakeRemainders()
    {
        var table = new uint[256];
        for (uint n = 0; n < table.Length; n++)
        {
            var value = n;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            table[n] = value;
        }

        return table;
    }
}
