using LstmGen.Serialization;

namespace LstmGen.Data;

/// <summary>Streams read one after the other. Disposing it disposes them.</summary>
internal sealed class ChainedStream(params Stream[] parts) : ReadOnlyStream
{
    private int _part;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        for (; _part < parts.Length; _part++)
        {
            if (parts[_part].Read(buffer) is var count and > 0)
                return count;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var part in parts)
                part.Dispose();
        }

        base.Dispose(disposing);
    }
}
