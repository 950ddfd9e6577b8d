namespace LstmGen.Samples.Playground;

/// <summary>The characters that the models of text know, as ids from 0.</summary>
public static class Letters
{
    /// <summary>All of them; the place is the id.</summary>
    public const string All = "\n abcdefghijklmnopqrstuvwxyz.,'-?!";

    /// <summary>How many.</summary>
    public const int Count = 34;

    /// <summary>Ids of a text: capitals become small letters, and what the models do not know a blank.</summary>
    public static int[] Ids(string text) => [.. text.Select(Id)];

    /// <summary>A text as the models read it.</summary>
    public static string Known(string text) => Text(Ids(text));

    /// <summary>Ids as text.</summary>
    public static string Text(IEnumerable<int> ids) => string.Concat(ids.Select(id => All[id]));

    /// <summary>The characters of a text that the models do not know, each once.</summary>
    public static string Unknown(string text) => string.Concat(text.Where(c => !All.Contains(char.ToLowerInvariant(c))).Distinct());

    private static int Id(char character) => All.IndexOf(char.ToLowerInvariant(character)) is var at && at >= 0 ? at : 1;
}
