using System.Text.RegularExpressions;

namespace LstmGen.Data;

/// <summary>Every match of a regular expression is a token; what lies between is dropped.</summary>
public sealed partial class RegexTokenizer : ITokenizer
{
    private readonly Regex _pattern;
    private readonly bool _lowerCase;

    /// <summary>Words (letters, digits, inner apostrophes and hyphens) and single marks.</summary>
    /// <param name="lowerCase">Whether tokens are turned into lower case.</param>
    public RegexTokenizer(bool lowerCase = false)
    {
        _pattern = Words();
        _lowerCase = lowerCase;
    }

    /// <summary>Tokens by a pattern of one's own.</summary>
    /// <param name="pattern">The expression, .NET syntax.</param>
    /// <param name="lowerCase">Whether tokens are turned into lower case.</param>
    /// <exception cref="ArgumentException">The pattern is malformed, or matches the empty text.</exception>
    public RegexTokenizer(string pattern, bool lowerCase = false)
    {
        _pattern = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        _lowerCase = lowerCase;
        if (_pattern.IsMatch(""))
            throw new ArgumentException(
                $"The pattern '{pattern}' matches the empty text. Let it take at least one character, as in \\w+.", nameof(pattern));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var source = Case.Apply(text, _lowerCase);
        var tokens = new List<string>();
        foreach (var match in _pattern.EnumerateMatches(source))
        {
            if (match.Length > 0)
                tokens.Add(source.Substring(match.Index, match.Length));
        }

        return tokens;
    }

    /// <inheritdoc/>
    public string Join(IEnumerable<string> tokens) => string.Join(' ', tokens);

    [GeneratedRegex(@"\w+(?:['’\-]\w+)*|[^\w\s]", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
