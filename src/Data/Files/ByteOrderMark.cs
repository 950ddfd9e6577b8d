using System.Text;

namespace LstmGen.Data;

/// <summary>The first bytes by which a file says that it is Unicode, and how it is written.</summary>
internal static class ByteOrderMark
{
    // UTF-32 before UTF-16: the mark of the one begins with that of the other.
    private static readonly Encoding[] Marked =
        [new UTF32Encoding(false, true), new UTF32Encoding(true, true), Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode];

    /// <summary>The encoding of a file that begins with <paramref name="head"/>, and the length of its mark.</summary>
    /// <param name="head">The first bytes of the file.</param>
    /// <param name="encoding">The encoding asked for; null = what the mark says, UTF-8 where there is none.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="length">Bytes of the mark; 0 where there is none.</param>
    /// <exception cref="DataFormatException">The mark is that of another encoding.</exception>
    public static Encoding EncodingOf(ReadOnlySpan<byte> head, Encoding? encoding, string path, out int length)
    {
        Encoding? marked = Find(head, out length);
        return marked is null || encoding is null || marked.CodePage == encoding.CodePage
            ? encoding ?? marked ?? Encoding.UTF8
            : throw new DataFormatException(
                path, 1, null,
                $"the file begins with the mark of {marked.WebName}, the encoding asked for is {encoding.WebName}. Leave "
                    + "the encoding out.");
    }

    // The encoding that the first bytes tell, or null.
    private static Encoding? Find(ReadOnlySpan<byte> head, out int length)
    {
        foreach (var encoding in Marked)
        {
            length = encoding.Preamble.Length;
            if (head.StartsWith(encoding.Preamble))
                return encoding;
        }

        length = 0;
        return null;
    }
}
