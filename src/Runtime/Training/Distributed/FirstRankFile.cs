using System.Buffers.Binary;
using LstmGen.Serialization;

namespace LstmGen.Training;

/// <summary>
/// A file that rank 0 has, as a stream that the other ranks read: it comes in pieces, so that it may be larger than an array. Rank 0 calls
/// <see cref="Send"/> meanwhile; the others read what they need and dispose of the stream, which takes what is left.
/// </summary>
internal sealed class FirstRankFile : ReadOnlyStream
{
    private const int Piece = 1 << 24;

    private readonly Distribution _ranks;
    private readonly byte[] _piece;
    private long _left;
    private int _at, _count;

    /// <summary>Asks rank 0 how long the file is.</summary>
    /// <param name="ranks">The ranks; this one is not the first.</param>
    /// <param name="piece">Bytes that are sent at once, on all ranks alike.</param>
    public FirstRankFile(Distribution ranks, int piece = Piece)
    {
        (_ranks, _piece) = (ranks, new byte[piece]);
        Span<byte> length = stackalloc byte[sizeof(long)];
        ranks.Broadcast(length, 0);
        _left = BinaryPrimitives.ReadInt64LittleEndian(length);
    }

    /// <summary>Sends the rest of a stream, of known length, to the other ranks.</summary>
    public static void Send(Distribution ranks, Stream content, int piece = Piece)
    {
        byte[] bytes = new byte[piece];
        long left = content.Length - content.Position;
        BinaryPrimitives.WriteInt64LittleEndian(bytes, left);
        ranks.Broadcast(bytes.AsSpan(0, sizeof(long)), 0);
        for (; left > 0; left -= Math.Min(left, piece))
        {
            Span<byte> next = bytes.AsSpan(0, (int)Math.Min(left, piece));
            content.ReadExactly(next);
            ranks.Broadcast(next, 0);
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_at == _count && !Next())
            return 0;
        int count = Math.Min(buffer.Length, _count - _at);
        _piece.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        while (disposing && Next())
        {
            // What is sent has to be taken, whoever needs it.
        }

        base.Dispose(disposing);
    }

    private bool Next()
    {
        if (_left == 0)
            return false;
        (_at, _count) = (0, (int)Math.Min(_left, _piece.Length));
        _left -= _count;
        _ranks.Broadcast(_piece.AsSpan(0, _count), 0);
        return true;
    }
}
