using System.Text;

namespace LstmGen.Generator.Text;

/// <summary>Words of emitted text: finds and makes them.</summary>
internal static class Words
{
    /// <summary>Whether a text has a word that is no part of a longer one.</summary>
    public static bool Has(string text, string word) => At(text, word, 0) >= 0;

    /// <summary>Whether a text has a word that stands behind no dot: a local or a member of the text's own.</summary>
    public static bool HasOwn(string text, string word)
    {
        for (int at = At(text, word, 0); at >= 0; at = At(text, word, at + 1))
        {
            if (at == 0 || text[at - 1] != '.')
                return true;
        }

        return false;
    }

    /// <summary>Whether a character may stand in a word.</summary>
    public static bool IsPart(char c) => c == '_' || char.IsLetterOrDigit(c);

    /// <summary>The name as that of a member: <c>lstm.weight_ih_l0</c> becomes <c>LstmWeightIhL0</c>.</summary>
    public static string Pascal(string name)
    {
        var text = new StringBuilder();
        bool upper = true;
        foreach (char c in name)
        {
            if (c is '.' or '_')
            {
                upper = true;
                continue;
            }

            text.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }

        return text.ToString();
    }

    /// <summary>Whether the name as that of a member begins with a letter, as names of members do.</summary>
    public static bool BeginsMember(string name) => name.TrimStart('_') is { Length: > 0 } rest && char.IsLetter(rest[0]);

    private static int At(string text, string word, int from)
    {
        for (int at = from - 1; (at = text.IndexOf(word, at + 1, StringComparison.Ordinal)) >= 0;)
        {
            int end = at + word.Length;
            if ((at == 0 || !IsPart(text[at - 1])) && (end == text.Length || !IsPart(text[end])))
                return at;
        }

        return -1;
    }
}
