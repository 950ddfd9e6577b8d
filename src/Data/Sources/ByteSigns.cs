using System.Text;

namespace LstmGen.Data;

/// <summary>
/// Whether bytes that are looked at without decoding the text, such as those of line breaks, always are those characters. In encodings such
/// as Shift-JIS a byte of a longer character may be that of a sign.
/// </summary>
internal static class ByteSigns
{
    /// <exception cref="DataFormatException">In the encoding they may be something else.</exception>
    public static void Require(Encoding encoding, string path, bool quoted, char? delimiter)
    {
        foreach (char sign in "\r\n\t \"")
        {
            if (!IsOneByte(encoding, sign))
                throw new DataFormatException(
                    path, 0, null, $"the file is {encoding.WebName}, of which a part cannot be read by itself. Save it as UTF-8.");
        }

        if (InLonger(encoding, "\r\n\t " + (quoted ? "\"" : "")) is { } one)
            throw new DataFormatException(
                path, 0, null,
                $"the file is {encoding.WebName}, in which {Show(one)} may be a byte of another character, so that a part cannot be read "
                    + "by itself. Save it as UTF-8.");
        if (delimiter is { } end && (!IsOneByte(encoding, end) || InLonger(encoding, $"{end}") is not null))
            throw new DataFormatException(
                path, 0, null,
                $"the file is {encoding.WebName}, in which the delimiter {Show(end)} may be a byte of another character. Save it as UTF-8, "
                    + "or with another delimiter.");
    }

    private static bool IsOneByte(Encoding encoding, char sign) => encoding.GetBytes([sign]) is [var one] && one == sign;

    // The sign that is a byte of a character of several, or null.
    private static char? InLonger(Encoding encoding, string signs)
    {
        if (encoding.IsSingleByte || encoding.CodePage == Encoding.UTF8.CodePage)
            return null;
        var skips = (Encoding)encoding.Clone();
        skips.EncoderFallback = new EncoderReplacementFallback("");
        Span<byte> bytes = stackalloc byte[32];
        for (char letter = '\u0080'; letter < char.MaxValue; letter++)
        {
            if (char.IsSurrogate(letter))
                continue;
            foreach (byte one in bytes[..skips.GetBytes([letter], bytes)])
            {
                if (signs.Contains((char)one))
                    return (char)one;
            }
        }

        return null;
    }

    private static string Show(char sign) => sign <= ' ' ? $"0x{(int)sign:X2}" : $"'{sign}'";
}
