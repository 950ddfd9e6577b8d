namespace LstmGen.Serialization;

/// <summary>Reads counted bytes; where the stream's length is unknown, memory grows with what really arrives.</summary>
internal static class StreamBytes
{
    private const int FirstChunk = 64 * 1024;

    /// <summary>Bytes from here to the end; -1 when the stream cannot tell.</summary>
    public static long Available(Stream stream) => stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : -1;

    /// <summary>
    /// The next <paramref name="count"/> bytes, fewer where the stream ends before. <paramref name="trusted"/>: the
    /// count was checked against the stream's length, so all of it may be allocated at once.
    /// </summary>
    public static byte[] Read(Stream stream, int count, bool trusted)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(trusted ? count : Math.Min(count, FirstChunk));
        var filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
            if (filled < buffer.Length)
                return buffer[..filled];
            if (filled == count)
                return buffer;
            Array.Resize(ref buffer, (int)Math.Min(count, 2L * buffer.Length));
        }
    }
}
