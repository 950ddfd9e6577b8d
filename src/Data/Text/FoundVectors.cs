namespace LstmGen.Data;

/// <summary>The vectors found for the tokens of a vocabulary; the table is written when all of the file has been read.</summary>
internal sealed class FoundVectors
{
    private readonly Vocabulary _vocabulary;
    private readonly int _size;
    private readonly float[]?[] _vectors;
    private readonly bool[] _exact;

    // Tokens that are not in lower case, by their lower case, until the file has it.
    private readonly Dictionary<string, List<int>> _byLowerCase = new(StringComparer.Ordinal);

    public FoundVectors(Vocabulary vocabulary, int size, bool lowerCase)
    {
        (_vocabulary, _size) = (vocabulary, size);
        _vectors = new float[vocabulary.Count][];
        _exact = new bool[vocabulary.Count];
        for (var id = 2; lowerCase && id < vocabulary.Count; id++)
        {
            var lower = Case.Apply(vocabulary[id], true);
            if (lower == vocabulary[id])
                continue;
            if (!_byLowerCase.TryGetValue(lower, out var list))
                _byLowerCase.Add(lower, list = []);
            list.Add(id);
        }
    }

    public bool Wants(string word) => (_vocabulary.TryGetId(word, out var id) && !_exact[id]) || _byLowerCase.ContainsKey(word);

    public void Add(string word, float[] vector)
    {
        if (_vocabulary.TryGetId(word, out var id) && !_exact[id])
            (_exact[id], _vectors[id]) = (true, vector);
        if (!_byLowerCase.Remove(word, out var others))
            return;
        foreach (var other in others)
            _vectors[other] ??= vector;
    }

    /// <summary>Writes the vectors into their rows; returns how many there are.</summary>
    public int CopyTo(Span<float> table)
    {
        var count = 0;
        for (var id = 0; id < _vectors.Length; id++)
        {
            if (_vectors[id] is not { } vector)
                continue;
            vector.CopyTo(table[(id * _size)..]);
            count++;
        }

        return count;
    }
}
