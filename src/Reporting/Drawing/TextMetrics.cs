namespace LstmGen.Reporting.Drawing;

/// <summary>How wide text will be at most, estimated for sans-serif fonts, since nothing measures it before it is shown.</summary>
internal static class TextMetrics
{
    /// <summary>Width in pixels at <paramref name="size"/> pixels.</summary>
    public static double Width(string text, double size)
    {
        var em = 0.0;
        foreach (var c in text)
            em += Em(c);
        return em * size;
    }

    /// <summary><paramref name="text"/>, cut with an ellipsis where it is wider than <paramref name="width"/>.</summary>
    public static string Fit(string text, double size, double width)
    {
        var (em, kept) = (0.0, 0);
        for (var i = 0; i < text.Length && em * size <= width; i++)
        {
            em += Em(text[i]);
            if (em * size + Em('…') * size <= width)
                kept = i + 1;
        }

        if (em * size <= width)
            return text;
        if (kept > 0 && char.IsHighSurrogate(text[kept - 1]))
            kept--;
        return text[..kept].TrimEnd() + "…";
    }

    /// <summary>Widths of wide fonts (Verdana, DejaVu Sans): with narrower ones there is some room too much, never too little.</summary>
    private static double Em(char c) => c switch
    {
        'i' or 'j' or 'l' or '\'' => 0.29,
        'I' or '.' or ',' or ':' or ';' or '|' or '!' or ' ' => 0.35,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '-' or '/' => 0.41,
        'm' or 'w' or 'M' or 'W' or '@' or '%' or '…' => 0.98,
        >= 'A' and <= 'Z' => 0.72,
        >= '\u2E80' and <= '\uFFDC' => 1.0,
        _ => 0.635,
    };
}
