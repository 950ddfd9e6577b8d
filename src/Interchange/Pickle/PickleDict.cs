namespace LstmGen.Interchange.Pickle;

/// <summary>A Python dict or OrderedDict: pairs in the order of the file. A key given twice has its last value, as in Python.</summary>
internal sealed class PickleDict
{
    private readonly List<KeyValuePair<object?, object?>> _pairs = [];
    private readonly Dictionary<string, int> _byText = new(StringComparer.Ordinal);

    public IReadOnlyList<KeyValuePair<object?, object?>> Pairs => _pairs;

    public void Set(object? key, object? value)
    {
        var pair = KeyValuePair.Create(key, value);
        if (key is string text && !_byText.TryAdd(text, _pairs.Count))
            _pairs[_byText[text]] = pair;
        else
            _pairs.Add(pair);
    }
}
