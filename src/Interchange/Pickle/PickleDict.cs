namespace LstmGen.Interchange.Pickle;

/// <summary>A Python dict or OrderedDict: pairs in the order of the file. A key given twice has its last value, as in Python.</summary>
internal sealed class PickleDict
{
    // Made when there is something to hold: an empty one takes a byte of a file.
    private List<KeyValuePair<object?, object?>>? _pairs;
    private Dictionary<string, int>? _byText;

    public IReadOnlyList<KeyValuePair<object?, object?>> Pairs => _pairs ?? (IReadOnlyList<KeyValuePair<object?, object?>>)[];

    public void Set(object? key, object? value)
    {
        _pairs ??= [];
        _byText ??= new Dictionary<string, int>(StringComparer.Ordinal);
        var pair = KeyValuePair.Create(key, value);
        if (key is string text && !_byText.TryAdd(text, _pairs.Count))
            _pairs[_byText[text]] = pair;
        else
            _pairs.Add(pair);
    }
}
