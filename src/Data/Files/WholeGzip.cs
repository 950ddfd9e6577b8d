using System.IO.Compression;
using LstmGen.Serialization;

namespace LstmGen.Data;

/// <summary>
/// Unpacks gzip and throws where the data end too early. <see cref="GZipStream"/> alone takes a cut file for a shorter one.
/// </summary>
/// <remarks>
/// A gzip file may consist of several members. One more, whose content is known, is read after the file's last byte: it is
/// recognized as a member, and comes out as the last bytes, only where the file before it is complete.
/// </remarks>
internal sealed class WholeGzip(Stream file) : ReadOnlyStream
{
    private static readonly byte[] Mark = [0x4c, 0x73, 0x74, 0x6d, 0x47, 0x65, 0x6e, 0x00, 0xff, 0xd3, 0x1b, 0x7a, 0x95, 0xe2, 0x68, 0x0c];
    private static readonly byte[] MarkMember = Pack(Mark);

    private readonly GZipStream _gzip = new(new ChainedStream(file, new MemoryStream(MarkMember)), CompressionMode.Decompress);
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _begin;
    private int _end;

    /// <summary>Whether these first bytes of a file say that it is gzip.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> head) => head.StartsWith<byte>([0x1f, 0x8b]);

    /// <exception cref="InvalidDataException">The data are damaged or cut short, or something else follows them.</exception>
    public override int Read(Span<byte> buffer)
    {
        // The last bytes are kept back: they may be the mark.
        while (_end - _begin <= Mark.Length)
        {
            _buffer.AsSpan(_begin.._end).CopyTo(_buffer);
            (_begin, _end) = (0, _end - _begin);
            var count = _gzip.Read(_buffer.AsSpan(_end));
            if (count == 0)
            {
                return _buffer.AsSpan(0, _end).SequenceEqual(Mark) ? 0 : throw new InvalidDataException(
                    "The gzip data are cut short, or something else follows them.");
            }

            _end += count;
        }

        var length = Math.Min(buffer.Length, _end - _begin - Mark.Length);
        _buffer.AsSpan(_begin, length).CopyTo(buffer);
        _begin += length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _gzip.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(content);
        return packed.ToArray();
    }
}
