namespace LstmGen.Samples.Tagger;

/// <summary>What can be seen of a word that is not known: digits, capitals, a hyphen, its last letters.</summary>
internal static class Signature
{
    /// <summary>For example <c>&lt;lower:ing&gt;</c>; the ending is left out where <paramref name="ending"/> is false.</summary>
    public static string Of(string word, bool ending = true)
    {
        if (word.Any(char.IsAsciiDigit))
            return word.Any(char.IsLetter) ? "<mixed>" : "<number>";
        string kind = !word.Any(char.IsLetter) ? "mark"
            : word.Contains("://", StringComparison.Ordinal) || word.StartsWith("www.", StringComparison.Ordinal) ? "address"
            : word[0] == '@' ? "user"
            : word[0] == '#' ? "topic"
            : word.Length > 1 && word.All(char.IsUpper) ? "upper"
            : char.IsUpper(word[0]) ? "capital"
            : word.Contains('-', StringComparison.Ordinal) ? "hyphen" : "lower";
        return ending && word.Length > 4 && (kind is "lower" or "capital" or "hyphen")
            ? $"<{kind}:{word[^3..].ToUpperInvariant()}>"
            : $"<{kind}>";
    }
}
