using System.Globalization;

namespace LstmGen.Interchange.Structure;

/// <summary>
/// One line of a model's declaration: an element's kind and the values that are not its defaults. Each value that is asked for is noted, so
/// that a reader that must know all of them can refuse a line with one that it does not know, of a newer version of the vocabulary.
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

    /// <summary>All values: those that predictions depend on, then those of training.</summary>
    public IEnumerable<KeyValuePair<string, string>> Values => _values.Concat(_training.Where(value => !_values.ContainsKey(value.Key)));

    /// <summary>The start of its parameters' names, where it is the first of its kind and the declaration names none.</summary>
    public string UsualName => Kind switch
    {
        "Embedding" or "Lstm" or "Gru" or "Rnn" or "Dense" or "Attention" or "Skip" => Kind.ToLowerInvariant(),
        "ColumnEmbedding" => "embedding",
        "Cell" => Training("Title").ToLowerInvariant(),
        "Conv1d" => "conv",
        "LayerNorm" => "norm",
        "SelfAttention" => "self_attention",
        _ => "head",
    };

    /// <summary>Whether it has parameters.</summary>
    public bool HasParameters => Kind switch
    {
        "Model" or "Source" or "Features" or "Dropout" or "Activation" or "Skip" or "SequenceOutput" => false,
        "Attention" => Word("Score", "Dot") != "Dot" || Int("Size") > 0,
        "LanguageModel" => !Bool("TieWeights") || Bool("Bias", true),
        _ => true,
    };

    /// <summary>The elements of a declaration, without its first line, which is about the whole model.</summary>
    /// <exception cref="FormatException">A line is malformed.</exception>
    public static List<DeclaredElement> Read(string declaration) => [.. declaration.Split('\n').Skip(1).Select(Parse)];

    /// <summary>Reads a line of <c>ModelDescription.Declaration</c>.</summary>
    /// <exception cref="FormatException">It is malformed.</exception>
    public static DeclaredElement Parse(string line)
    {
        List<string> words = Words(line);
        bool training = words.Count > 0 && words[0] == "|"; // an element that only training uses
        int kind = training ? 1 : 0;
        if (words.Count <= kind)
            throw new FormatException("the declaration in its metadata has an empty line");
        var element = new DeclaredElement(words[kind]);
        foreach (string word in words.Skip(kind + 1))
        {
            if (word == "|")
            {
                training = true;
                continue;
            }

            int split = word.IndexOf('=', StringComparison.Ordinal);
            if (split <= 0)
                throw new FormatException($"the declaration in its metadata has '{Shown(word)}' where a value is expected");
            (training ? element._training : element._values)[word[..split]] = word[(split + 1)..];
        }

        element.Name = element._training.TryGetValue("Name", out string? name) ? name.Trim('"') : null;
        return element;
    }

    /// <summary>A value that only training, or the names of parameters, depend on; empty where there is none.</summary>
    public string Training(string property) => _training.TryGetValue(property, out string? value) ? value.Trim('"') : "";

    public bool Has(string property) => Text(property) is not null;

    /// <exception cref="FormatException">It is no whole number.</exception>
    public int Int(string property, int otherwise = 0) => Text(property) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw Malformed(property, text);

    /// <exception cref="FormatException">It is no number.</exception>
    public float Float(string property, float otherwise = 0) => Text(property) is { } text ? Number(property, text) : otherwise;

    public bool Bool(string property, bool otherwise = false) => Text(property) is { } text ? text == "true" : otherwise;

    /// <summary>The value as it stands, such as the member of an enumeration, or text without its quotes.</summary>
    public string Word(string property, string otherwise) => Text(property)?.Trim('"') ?? otherwise;

    /// <summary>Throws where the line has a value that nobody asked for.</summary>
    /// <exception cref="NotSupportedException">It has one.</exception>
    public void RequireAllUsed(string reader = "the export to ONNX")
    {
        if (_values.Keys.FirstOrDefault(name => !_used.Contains(name)) is { } unknown)
            throw new NotSupportedException($"{Shown(Kind)} declares {Shown(unknown)} = {Shown(_values[unknown])}, which {reader} does "
                + "not know. Leave it out, or use a newer LstmGen.Interchange.");
    }

    private string? Text(string property)
    {
        _used.Add(property);
        return _values.GetValueOrDefault(property);
    }

    private float Number(string property, string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) ? value : throw Malformed(property, text);

    private FormatException Malformed(string property, string text) =>
        new($"the declaration in its metadata has {Shown(Kind)} with {Shown(property)} = {Shown(text)}, which is no such number");

    private static string Shown(string text) => InterchangeException.Printable(text);

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
