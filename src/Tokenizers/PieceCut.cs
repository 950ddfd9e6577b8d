namespace LstmGen.Data;

/// <summary>
/// Finds where a text may be cut so that its parts, encoded one by one, have the ids of the whole under the patterns of GPT-2 and of
/// OpenAI's later models. A place is one if the patterns cut there too, and if what stands before it is matched alike whether the text ends
/// there or goes on.
/// </summary>
/// <param name="specialTokens">Names that are one token wherever they stand in the text; none of them is cut.</param>
internal sealed class PieceCut(IEnumerable<string> specialTokens)
{
    // There is white space on one side of each place, so that no other name can lie across it.
    private readonly string[] _names = [.. specialTokens.Where(name => name.Any(char.IsWhiteSpace))];

    /// <summary>The last place behind a line break, else the last one before white space; 0 where there is none.</summary>
    public int Last(string text)
    {
        int at = Last(text, IsBehindBreak);
        return at > 0 ? at : Last(text, IsBeforeSpace);
    }

    private int Last(string text, Func<string, int, bool> isPlace)
    {
        for (int at = text.Length - 1; at > 0; at--)
        {
            if (isPlace(text, at) && !IsInName(text, at))
                return at;
        }

        return 0;
    }

    // \n alone between a character that is no white space and a letter or digit. All patterns cut behind it: no letter and no digit joins
    // \n. Before it GPT-2's does, and the later ones join it to signs or not, whatever follows. Of two characters, such as \r\n,
    // \s+(?!\S) takes both where the text ends and the first alone where a letter follows.
    private static bool IsBehindBreak(string text, int at) =>
        at >= 2 && text[at - 1] == '\n' && char.IsLetterOrDigit(text[at]) && !char.IsWhiteSpace(text[at - 2]);

    // White space behind a letter or digit: in no pattern does a token with a letter or digit go on with it. Behind a sign the later
    // patterns go on with line breaks.
    private static bool IsBeforeSpace(string text, int at) => char.IsWhiteSpace(text[at]) && char.IsLetterOrDigit(text[at - 1]);

    // Also where the name may go on behind the text.
    private bool IsInName(string text, int at)
    {
        foreach (string name in _names)
        {
            for (int begin = Math.Max(0, at - name.Length + 1); begin < at; begin++)
            {
                int length = Math.Min(name.Length, text.Length - begin);
                if (text.AsSpan(begin, length).SequenceEqual(name.AsSpan(0, length)))
                    return true;
            }
        }

        return false;
    }
}
