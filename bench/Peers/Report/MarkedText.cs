namespace LstmGen.Bench.Peers.Report;

/// <summary>
/// A part of a file between two lines that mark it: <c>&lt;!-- speed NAME --&gt;</c> and <c>&lt;!-- /speed NAME --&gt;</c>.
/// </summary>
internal static class MarkedText
{
    /// <summary>The file's text with the part replaced; the marks stay.</summary>
    /// <exception cref="ArgumentException">A mark is missing, or they stand in the wrong order.</exception>
    public static string Replace(string text, string name, string part)
    {
        string begin = $"<!-- speed {name} -->\n", end = $"<!-- /speed {name} -->";
        int from = text.IndexOf(begin, StringComparison.Ordinal);
        int to = from < 0 ? -1 : text.IndexOf(end, from, StringComparison.Ordinal);
        return to < 0
            ? throw new ArgumentException(
                $"The text has no part '{name}': put the lines '{begin.TrimEnd()}' and '{end}' where the table is to stand.", nameof(text))
            : text[..(from + begin.Length)] + part + text[to..];
    }
}
