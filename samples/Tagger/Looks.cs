using System.Text;

namespace LstmGen.Samples.Tagger;

/// <summary>
/// What can be seen of a word: itself, its first letters, its last letters, its shape. Each is a token of its own, so that a
/// word that training does not have still shares three of its four looks with words that it has.
/// </summary>
internal static class Looks
{
    /// <summary>Tokens of a word.</summary>
    public const int PerWord = 4;

    private const int Letters = 3, LongestShape = 8;

    /// <summary>The looks of <paramref name="word"/>; <paramref name="itself"/> stands for the word where it is known.</summary>
    public static string[] Of(string word, string itself)
    {
        string small = word.ToLowerInvariant();
        return [itself, "first " + small[..Math.Min(Letters, small.Length)], "last " + small[Math.Max(0, small.Length - Letters)..],
            "shape " + Shape(word)];
    }

    /// <summary>
    /// X for capitals, x for small letters, d for digits, marks as they are; of three or more in a row two: NASA XX, iPhone xXxx.
    /// </summary>
    public static string Shape(string word)
    {
        if (word.Contains("://", StringComparison.Ordinal) || word.StartsWith("www.", StringComparison.Ordinal))
            return "address";
        var shape = new StringBuilder();
        foreach (char c in word)
        {
            char kind = char.IsUpper(c) ? 'X' : char.IsLetter(c) ? 'x' : char.IsDigit(c) ? 'd' : c;
            bool third = shape.Length > 1 && shape[^1] == kind && shape[^2] == kind;
            if (!third && shape.Length < LongestShape)
                shape.Append(kind);
        }

        return shape.ToString();
    }
}
