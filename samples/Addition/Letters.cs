namespace LstmGen.Samples.Addition;

/// <summary>Characters as tokens, in the order given, then the marks where an answer begins and ends.</summary>
internal sealed class Letters(IReadOnlyList<char> characters)
{
    private readonly Dictionary<char, int> _ids =
        characters.Select((character, id) => (character, id)).ToDictionary(pair => pair.character, pair => pair.id);

    /// <summary>The mark where an answer begins.</summary>
    public int Start => characters.Count;

    /// <summary>The mark where an answer ends.</summary>
    public int End => characters.Count + 1;

    /// <summary>Tokens, with both marks.</summary>
    public int Count => characters.Count + 2;

    /// <summary>A question from its end to its beginning, so that what is written first was read last (Sutskever et al. 2014).</summary>
    public int[] Question(string question) => [.. Enumerable.Reverse(Ids(question))];

    /// <summary>What the writer reads and is to write, with what the reader reads.</summary>
    public SequenceSet Set(IReadOnlyList<Pair> pairs) => SequenceSet
        .NextToken([.. pairs.Select(pair => (int[])[Start, .. Ids(pair.Answer), End])])
        .WithSource(SequenceSet.FromTokens([.. pairs.Select(pair => Question(pair.Question))]));

    /// <summary>Tokens as text.</summary>
    public string Text(IEnumerable<int> tokens) =>
        string.Concat(tokens.Select(token => token < characters.Count ? characters[token] : '?'));

    /// <summary>A character that no question has; null for none.</summary>
    public char? Unknown(string text) => text.Select(c => (char?)c).FirstOrDefault(c => !_ids.ContainsKey(c!.Value));

    private int[] Ids(string text) => [.. text.Select(character => _ids[character])];
}
