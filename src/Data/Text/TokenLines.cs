using System.Text;

namespace LstmGen.Data;

/// <summary>A list of tokens as text: one per line, with backslash, tab and line breaks escaped.</summary>
internal static class TokenLines
{
    public static string Write(IEnumerable<string> tokens)
    {
        var text = new StringBuilder();
        foreach (var token in tokens)
        {
            text.Append(token.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal)
                .Replace("\r", "\\r", StringComparison.Ordinal)
                .Replace("\t", "\\t", StringComparison.Ordinal)).Append('\n');
        }

        return text.ToString();
    }

    public static List<string> Read(string text, string path)
    {
        var lines = text.Split('\n');
        if (lines[^1].Length != 0)
            throw new DataFormatException(path, lines.Length, null, "the last row has no end. The file seems to be cut off: write it again.");
        var tokens = new List<string>(lines.Length - 1);
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Length - 1; i++)
        {
            var token = Unescape(lines[i].TrimEnd('\r'), path, i + 1);
            if (token.Length == 0 || !known.Add(token))
                throw new DataFormatException(
                    path, i + 1, null,
                    token.Length == 0 ? "the row is empty. Every row holds one token." : $"{DataFormatException.Show(token)} occurs twice. Remove one.");
            tokens.Add(token);
        }

        return tokens;
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

            token.Append(++i < line.Length ? line[i] switch { '\\' => '\\', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => '\0' } : '\0');
            if (token[^1] == '\0')
                throw new DataFormatException(path, row, null, "a backslash must be followed by n, r, t or a backslash. Double it.");
        }

        return token.ToString();
    }
}
