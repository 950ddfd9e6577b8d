namespace LstmGen.Data;

/// <summary>Every character is a token; one outside the basic plane (two UTF-16 units) stays whole.</summary>
/// <param name="lowerCase">Whether characters are turned into lower case.</param>
public sealed class CharacterTokenizer(bool lowerCase = false) : ITokenizer
{
    private static readonly string[] Ascii = CreateAscii();

    /// <inheritdoc/>
    public IReadOnlyList<string> Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new List<string>(text.Length);
        foreach (var rune in Case.Apply(text, lowerCase).EnumerateRunes())
            tokens.Add(rune.Value < Ascii.Length ? Ascii[rune.Value] : rune.ToString());
        return tokens;
    }

    /// <inheritdoc/>
    public string Join(IEnumerable<string> tokens) => string.Concat(tokens);

    private static string[] CreateAscii()
    {
        var strings = new string[128];
        for (var i = 0; i < strings.Length; i++)
            strings[i] = ((char)i).ToString();
        return strings;
    }
}
