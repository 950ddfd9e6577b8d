using System.Buffers.Binary;
using System.Text;

namespace LstmGen.Data.Tests.Audio;

/// <summary>WAV files byte by byte, right or wrong.</summary>
internal sealed record WavBytes
{
    public int Tag { get; init; } = 1;

    public int Channels { get; init; } = 1;

    public uint Rate { get; init; } = 8000;

    public int Bits { get; init; } = 16;

    public int? Frame { get; init; }

    public byte[] Data { get; init; } = [1, 2, 3, 4];

    /// <summary>What the chunk says of its length.</summary>
    public uint? Said { get; init; }

    /// <summary>What the file says of its length.</summary>
    public uint? Riff { get; init; }

    /// <summary>Bytes that follow the 16 of the chunk <c>fmt </c>.</summary>
    public byte[] More { get; init; } = [];

    /// <summary>Chunks in order: f, d, or x for another.</summary>
    public string Order { get; init; } = "fd";

    public byte[] Build()
    {
        var chunks = new MemoryStream();
        chunks.Write("WAVE"u8);
        foreach (var kind in Order)
            chunks.Write(kind == 'f' ? Chunk("fmt ", Format()) : kind == 'd' ? Chunk("data", Data, Said) : Chunk("LIST", [1, 2, 3]));
        var body = chunks.ToArray();
        return Chunk("RIFF", body, Riff)[..(8 + body.Length)];
    }

    private static byte[] Chunk(string id, byte[] content, uint? said = null)
    {
        var chunk = new byte[8 + content.Length + content.Length % 2];
        Encoding.ASCII.GetBytes(id).CopyTo(chunk, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(4), said ?? (uint)content.Length);
        content.CopyTo(chunk, 8);
        return chunk;
    }

    private byte[] Format()
    {
        var format = new byte[16];
        BinaryPrimitives.WriteUInt16LittleEndian(format, (ushort)Tag);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(2), (ushort)Channels);
        BinaryPrimitives.WriteUInt32LittleEndian(format.AsSpan(4), Rate);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(12), (ushort)(Frame ?? Channels * Bits / 8));
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(14), (ushort)Bits);
        return [.. format, .. More];
    }
}
