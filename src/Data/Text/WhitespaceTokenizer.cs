namespace LstmGen.Data;

/// <summary>Cuts at white space.</summary>
/// <param name="lowerCase">Whether tokens are turned into lower case.</param>
public sealed class WhitespaceTokenizer(bool lowerCase = false) : ITokenizer
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Case.Apply(text, lowerCase).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <inheritdoc/>
    public string Join(IEnumerable<string> tokens) => string.Join(' ', tokens);
}
