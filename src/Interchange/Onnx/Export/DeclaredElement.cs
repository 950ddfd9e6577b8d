using System.Globalization;

namespace LstmGen.Interchange.Onnx.Export;

/// <summary>
/// One line of a model's declaration: an element's kind and the values that are not its defaults. Every value that predictions depend on must be asked
/// for: one that nobody knows, of a version of the vocabulary that is newer than the export, is an error.
/// </summary>
internal sealed class DeclaredElement
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal), _training = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    private DeclaredElement(string kind) => Kind = kind;

    /// <summary>The attribute's name, such as <c>Lstm</c>.</summary>
    public string Kind { get; }

    /// <summary>The name that the declaration gives; null for the default.</summary>
    public string? Name { get; private set; }

    /// <summary>Reads a line of <c>ModelDescription.Declaration</c>.</summary>
    public static DeclaredElement Parse(string line)
    {
        List<string> words = Words(line);
        bool training = words.Count > 0 && words[0] == "|"; // an element that only training uses
        var element = new DeclaredElement(words[training ? 1 : 0]);
        foreach (string word in words.Skip(training ? 2 : 1))
        {
            if (word == "|")
            {
                training = true;
                continue;
            }

            int split = word.IndexOf('=', StringComparison.Ordinal);
            (training ? element._training : element._values)[word[..split]] = word[(split + 1)..];
        }

        element.Name = element._training.TryGetValue("Name", out string? name) ? name.Trim('"') : null;
        return element;
    }

    /// <summary>A value that only training, or the names of parameters, depend on; empty where there is none.</summary>
    public string Training(string property) => _training.TryGetValue(property, out string? value) ? value.Trim('"') : "";

    public bool Has(string property) => Text(property) is not null;

    public int Int(string property, int otherwise = 0) => Text(property) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public float Float(string property, float otherwise = 0) => Text(property) is { } text ? float.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public bool Bool(string property, bool otherwise = false) => Text(property) is { } text ? text == "true" : otherwise;

    /// <summary>The value as it stands, such as the member of an enumeration, or text without its quotes.</summary>
    public string Word(string property, string otherwise) => Text(property)?.Trim('"') ?? otherwise;

    /// <summary>Throws where the line has a value that nobody asked for.</summary>
    /// <exception cref="NotSupportedException">It has one.</exception>
    public void RequireAllUsed()
    {
        if (_values.Keys.FirstOrDefault(name => !_used.Contains(name)) is { } unknown)
            throw new NotSupportedException($"{Kind} declares {unknown} = {_values[unknown]}, which the export to ONNX does not know. Leave it out, or use a newer LstmGen.Interchange.");
    }

    private string? Text(string property)
    {
        _used.Add(property);
        return _values.GetValueOrDefault(property);
    }

    // Split at blanks outside of quotes.
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        int start = 0;
        bool quoted = false;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"' && (i == 0 || line[i - 1] != '\\'))
                quoted = !quoted;
            if (i < line.Length && (line[i] != ' ' || quoted))
                continue;
            if (i > start)
                words.Add(line[start..i]);
            start = i + 1;
        }

        return words;
    }
}
