namespace LstmGen.Data;

/// <summary>Names of classes or tags and their ids, in ordinal order of the names.</summary>
public sealed class LabelSet
{
    private readonly List<string> _names;
    private readonly Dictionary<string, int> _ids;

    private LabelSet(List<string> names)
    {
        _names = names;
        _ids = new Dictionary<string, int>(names.Count, StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
            _ids.Add(names[i], i);
    }

    /// <summary>Number of labels.</summary>
    public int Count => _names.Count;

    /// <summary>All names; the place is the id.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The labels that occur.</summary>
    /// <exception cref="ArgumentException">There is none, or one is empty or null.</exception>
    public static LabelSet Build(IEnumerable<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var names = labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return names.Count > 0 && !string.IsNullOrEmpty(names[0])
            ? new LabelSet(names)
            : throw new ArgumentException(
                "There is no label, or one is empty or null. Give the labels of the training part.", nameof(labels));
    }

    /// <summary>Id of a label.</summary>
    /// <exception cref="ArgumentException">The label is not known; the message lists those that are.</exception>
    public int Id(string label) => _ids.TryGetValue(Given.Value(label), out var id) ? id : throw new ArgumentException(
        $"Label '{label}' is not known; known are {DataFormatException.List(_names)}. Build the set from data "
            + "that has it, or use TryGetId.", nameof(label));

    /// <summary>Whether a label is known.</summary>
    public bool TryGetId(string label, out int id) => _ids.TryGetValue(Given.Value(label), out id);

    /// <summary>The labels as text: one per row, and a last row <c>\end N</c> with their number.</summary>
    public string ToText() => TokenLines.Write(_names);

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <exception cref="DataFormatException">The text is no list of labels, or not a whole one.</exception>
    public static LabelSet FromText(string text, string source = "labels")
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = TokenLines.Read(text, source);
        return names.Count > 0
            ? new LabelSet(names)
            : throw new DataFormatException(source, 0, null, "there is no label. Write one per row.");
    }
}
