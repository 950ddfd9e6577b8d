using LstmGen.Serialization;

namespace LstmGen.Data;

/// <summary>A stretch of a file that is open, from its begin to its end.</summary>
internal sealed class FilePart(FileStream file, long begin, long end) : ReadOnlyStream
{
    private long _at = begin;

    public override int Read(Span<byte> buffer)
    {
        int count = RandomAccess.Read(file.SafeFileHandle, buffer[..(int)Math.Min(buffer.Length, end - _at)], _at);
        _at += count;
        return count;
    }
}
