using System.Globalization;
using System.Text;

namespace LstmGen.Data;

/// <summary>
/// A list of tokens as text: one per row, and last a row <c>\end N</c> with their number, so that a file that was cut is noticed.
/// Backslash, tab and line breaks are written <c>\\</c>, <c>\t</c>, <c>\n</c>, <c>\r</c>; NUL, a byte order mark and half a surrogate
/// pair, which a file cannot hold as they are, <c>\uXXXX</c>.
/// </summary>
internal static class TokenLines
{
    private const string End = "\\end ";

    public static string Write(IReadOnlyCollection<string> tokens)
    {
        var text = new StringBuilder();
        foreach (var token in tokens)
        {
            for (var i = 0; i < token.Length; i++)
            {
                var c = token[i];
                var isPair = i + 1 < token.Length && char.IsSurrogatePair(c, token[i + 1]);
                if (isPair)
                    text.Append(c).Append(token[++i]);
                else if (c is '\0' or '\uFEFF' or '\uFFFF' || char.IsSurrogate(c))
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
                else if (c switch { '\\' => "\\\\", '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", _ => null } is { } escaped)
                    text.Append(escaped);
                else
                    text.Append(c);
            }

            text.Append('\n');
        }

        return text.Append(CultureInfo.InvariantCulture, $"{End}{tokens.Count}\n").ToString();
    }

    /// <exception cref="DataFormatException">The text is cut short, has an empty row or a token twice, or a backslash that means
    /// nothing.</exception>
    public static List<string> Read(string text, string path)
    {
        var lines = text.Split('\n');
        if (lines[^1].Length != 0)
            throw new DataFormatException(
                path, lines.Length, null, "the last row has no end. The file seems to be cut off: write it again.");
        var tokens = new List<string>(lines.Length - 1);
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Length - 1; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (line.StartsWith(End, StringComparison.Ordinal))
            {
                RequireEnd(line, tokens.Count, path, i + 1, isLast: i == lines.Length - 2);
                return tokens;
            }

            var token = Unescape(line, path, i + 1);
            if (token.Length == 0 || !known.Add(token))
                throw new DataFormatException(
                    path, i + 1, null,
                    token.Length == 0
                        ? "the row is empty. Every row holds one token."
                        : $"{DataFormatException.Show(token)} occurs twice. Remove one.");
            tokens.Add(token);
        }

        throw new DataFormatException(
            path, tokens.Count, null,
            $"the row {End}N after the last token is missing: the file is cut off, or comes from a version that did "
                + "not write it. Write the file "
            + $"again; if you know that all tokens are there, add a row {End}{tokens.Count}.");
    }

    private static void RequireEnd(string line, int count, string path, int row, bool isLast)
    {
        if (!isLast)
            throw new DataFormatException(
                path, row + 1, null, $"something follows the row {line}, which must be the last. Remove it, or write the file again.");
        if (line[End.Length..] != count.ToString(CultureInfo.InvariantCulture))
            throw new DataFormatException(
                path, row, null,
                $"the file has {count} tokens, this row says {DataFormatException.Show(line[End.Length..])}. Rows are "
                    + "missing or were added: write the "
                + $"file again, or correct the number.");
    }

    private static string Unescape(string line, string path, int row)
    {
        if (!line.Contains('\\', StringComparison.Ordinal))
            return line;
        var token = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '\\')
            {
                token.Append(line[i]);
                continue;
            }

            var code = ++i < line.Length ? line[i] : ' ';
            if (code == 'u' && i + 4 < line.Length
                && ushort.TryParse(line.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                token.Append((char)unit);
                i += 4;
                continue;
            }

            token.Append(code switch
            {
                '\\' => '\\',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => throw new DataFormatException(
                    path, row, null, "a backslash must be followed by n, r, t, u and four hexadecimal digits, or a backslash. Double it."),
            });
        }

        return token.ToString();
    }
}
