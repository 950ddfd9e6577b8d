using System.Buffers.Binary;
using System.Text;

namespace LstmGen.Interchange.Hdf5;

/// <summary>
/// The bytes of an HDF5 file. Every access is checked against its length, and the work done for a file is bounded by its length, so that
/// structures that refer to each other in a loop end as an error.
/// </summary>
internal sealed class Hdf5Bytes(ReadOnlyMemory<byte> data)
{
    /// <summary>The address that stands for none.</summary>
    public const long Undefined = -1;

    private long _work = 65536 + 2L * data.Length;

    public int Length => data.Length;

    public byte Byte(long at) => Slice(at, 1).Span[0];

    public int UInt16(long at) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(at, 2).Span);

    public long UInt32(long at) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(at, 4).Span);

    /// <summary>A length or address of 8 bytes; <see cref="Undefined"/> is kept, others beyond 2^62 are an error.</summary>
    public long Int64(long at)
    {
        long value = BinaryPrimitives.ReadInt64LittleEndian(Slice(at, 8).Span);
        return value is >= Undefined and < 1L << 62
            ? value
            : throw new FormatException($"byte {at} holds the length or address {value}; the file is damaged");
    }

    /// <summary>A number of <paramref name="size"/> bytes, 1, 2, 4 or 8.</summary>
    public long Number(long at, int size) => size switch
    {
        1 => Byte(at),
        2 => UInt16(at),
        4 => UInt32(at),
        _ => Int64(at),
    };

    public ReadOnlyMemory<byte> Slice(long at, long length)
    {
        Spend(1);
        if (at < 0 || length < 0 || at > data.Length || length > data.Length - at)
            throw new FormatException($"it refers to {length} bytes at {at}, and has {data.Length}; it is cut short or damaged");
        return data.Slice((int)at, (int)length);
    }

    /// <summary>Requires four letters at a place.</summary>
    public void Require(long at, string signature)
    {
        if (!Slice(at, 4).Span.SequenceEqual(Encoding.ASCII.GetBytes(signature)))
            throw new FormatException($"byte {at} does not begin a structure {signature}; the file is damaged");
    }

    /// <summary>A text that ends in a zero byte.</summary>
    public string ZeroEnded(long at)
    {
        ReadOnlySpan<byte> rest = Slice(at, data.Length - Math.Clamp(at, 0, data.Length)).Span;
        int end = rest.IndexOf((byte)0);
        return end >= 0 ? Text(rest[..end]) : throw new FormatException($"the text at byte {at} does not end; the file is damaged");
    }

    /// <summary>A text of UTF-8, without the zeros behind it.</summary>
    public string Text(ReadOnlySpan<byte> bytes)
    {
        Spend(bytes.Length / 8);
        return Encoding.UTF8.GetString(bytes.TrimEnd((byte)0));
    }

    private void Spend(long work)
    {
        if ((_work -= work) < 0)
            throw new FormatException(
                "its structures refer to each other without end; the file is damaged or made to keep its reader busy");
    }
}
