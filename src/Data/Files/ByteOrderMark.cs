using System.Text;

namespace LstmGen.Data;

/// <summary>The first bytes by which a file says that it is Unicode, and how it is written.</summary>
internal static class ByteOrderMark
{
    // UTF-32 before UTF-16: the mark of the one begins with that of the other.
    private static readonly Encoding[] Marked =
        [new UTF32Encoding(false, true), new UTF32Encoding(true, true), Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode];

    /// <summary>The encoding that a file's first bytes tell, or null, and the length of the mark.</summary>
    public static Encoding? Find(ReadOnlySpan<byte> head, out int length)
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
