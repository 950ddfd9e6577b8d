using System.Buffers.Binary;
using System.Numerics;

namespace LstmGen.Reporting;

/// <summary>A file of TensorFlow's record format: length, CRC of the length, bytes, CRC of the bytes; each CRC masked.</summary>
/// <remarks>Source: TensorFlow, tensorflow/core/lib/io/record_writer.h and lib/hash/crc32c.h.</remarks>
internal sealed class EventFile(string path) : IDisposable
{
    private readonly FileStream _stream = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);

    /// <summary>Writes a record; readers see it at once.</summary>
    public void Write(ReadOnlySpan<byte> record)
    {
        Span<byte> head = stackalloc byte[12], tail = stackalloc byte[4];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], Masked(head[..8]));
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Masked(record));
        _stream.Write(head);
        _stream.Write(record);
        _stream.Write(tail);
        _stream.Flush();
    }

    public void Dispose() => _stream.Dispose();

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return BitOperations.RotateRight(~crc, 15) + 0xA282EAD8;
    }
}
