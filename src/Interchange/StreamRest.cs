namespace LstmGen.Interchange;

/// <summary>
/// A stream from its position on as a stream of its own. What reads a zip archive counts from the begin, where other bytes may stand.
/// </summary>
internal sealed class StreamRest(Stream whole) : Stream
{
    private readonly long _begin = whole.Position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => Math.Max(0, whole.Length - _begin);

    public override long Position
    {
        get => whole.Position - _begin;
        set => whole.Position = value >= 0 ? checked(_begin + value) : throw new IOException("a place before the begin is asked for");
    }

    public override int Read(byte[] buffer, int offset, int count) => whole.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => whole.Read(buffer);

    public override long Seek(long offset, SeekOrigin origin) => Position = checked(offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => Length,
    });

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
