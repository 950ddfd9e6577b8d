using LstmGen.Samples.Translation;

namespace LstmGen.Samples.Playground;

/// <summary>The characters of dates as people write them, and of 1998-05-03, as ids.</summary>
public static class DateText
{
    /// <summary>Characters that are read; the place is the id.</summary>
    public const string Source = " ,-./0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>How many.</summary>
    public const int SourceCount = 41;

    /// <summary>Characters that are written; the place is the id.</summary>
    public const string Target = "0123456789-";

    /// <summary>How many, with the marks of start and end.</summary>
    public const int TargetCount = 13;

    /// <summary>The mark before a text.</summary>
    public const int Start = 11;

    /// <summary>The mark behind a text.</summary>
    public const int End = 12;

    /// <summary>Characters read at most.</summary>
    public const int MaxLength = 60;

    /// <summary>Ids of a text to read: capitals become small letters, and what is not known a blank.</summary>
    public static int[] Ids(string text) => [.. text.ToLowerInvariant().Select(c => Math.Max(Source.IndexOf(c), 0))];

    /// <summary>The characters of a text that are not known, each once.</summary>
    public static string Unknown(string text) => string.Concat(text.ToLowerInvariant().Where(c => !Source.Contains(c)).Distinct());

    /// <summary>Written ids as text, without marks.</summary>
    public static string Text(IEnumerable<int> ids) => string.Concat(ids.Where(id => id < Target.Length).Select(id => Target[id]));

    /// <summary>Different dates of two centuries as people write them, and as 1998-05-03.</summary>
    public static IReadOnlyList<(string Source, string Target)> Draw(int count, long seed) =>
        [.. Dates.Draw(count, seed).Select(pair => (pair.Source, pair.Target))];
}
