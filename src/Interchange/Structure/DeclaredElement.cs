using System.Text.RegularExpressions;

namespace LstmGen.Interchange.Structure;

/// <summary>A line of a model's declaration: its kind, and each value that is not the default.</summary>
internal sealed partial record DeclaredElement(string Kind, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The elements of a declaration, without its first line, which is about the whole model.</summary>
    public static List<DeclaredElement> Read(string declaration) =>
        [.. declaration.Split('\n').Skip(1).Select(Line)];

    /// <summary>Whether it has parameters.</summary>
    public bool HasParameters => Kind is not ("Features" or "Dropout" or "SequenceOutput");

    public int Whole(string name, int otherwise) => Values.TryGetValue(name, out string? text) && int.TryParse(text, out int value) ? value : otherwise;

    public float Number(string name, float otherwise) =>
        Values.TryGetValue(name, out string? text) && float.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out float value) ? value : otherwise;

    public bool Truth(string name, bool otherwise) => Values.TryGetValue(name, out string? text) ? text == "true" : otherwise;

    public string Text(string name, string otherwise) => Values.GetValueOrDefault(name, otherwise);

    private static DeclaredElement Line(string line)
    {
        string kind = line.TrimStart('|', ' ');
        kind = kind.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var end ? kind[..end] : kind;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match match in Value().Matches(line))
            values[match.Groups[1].Value] = match.Groups[2].Value.Trim('"');
        return new DeclaredElement(kind, values);
    }

    [GeneratedRegex("([A-Za-z]+)=(\"[^\"]*\"|[^ ]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Value();
}
