namespace LstmGen.Samples.Translation;

/// <summary>Characters as tokens, in the order given, then the marks where a text begins and ends.</summary>
internal sealed class Letters(IReadOnlyList<char> characters)
{
    private readonly Dictionary<char, int> _ids =
        characters.Select((character, id) => (character, id)).ToDictionary(pair => pair.character, pair => pair.id);

    public int Start => characters.Count;

    public int End => characters.Count + 1;

    /// <summary>Tokens, with both marks.</summary>
    public int Count => characters.Count + 2;

    /// <summary>What the writer reads and is to write, with what the reader reads.</summary>
    public SequenceSet Set(IReadOnlyList<Pair> pairs) =>
        SequenceSet.NextToken([.. pairs.Select(pair => (int[])[Start, .. Ids(pair.Target), End])])
            .WithSource(Sources(pairs.Select(pair => pair.Source)));

    /// <summary>What the reader reads.</summary>
    public SequenceSet Sources(IEnumerable<string> texts) => SequenceSet.FromTokens([.. texts.Select(Ids)]);

    /// <summary>Tokens as text.</summary>
    public string Text(IEnumerable<int> tokens) =>
        string.Concat(tokens.Select(token => token < characters.Count ? characters[token] : '?'));

    /// <summary>A character that no text of the data has; null for none.</summary>
    public char? Unknown(string text) => text.Select(c => (char?)c).FirstOrDefault(c => !_ids.ContainsKey(c!.Value));

    private int[] Ids(string text) => [.. text.Select(character => _ids[character])];
}
