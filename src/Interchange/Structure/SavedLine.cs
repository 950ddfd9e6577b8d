using LstmGen.CompilerServices;

namespace LstmGen.Interchange.Structure;

/// <summary>A line of a saved declaration.</summary>
/// <param name="Text">What predictions depend on.</param>
/// <param name="Name">What the names of its parameters begin with; empty where it has none.</param>
internal readonly record struct SavedLine(string Text, string Name)
{
    private const string Encoder = "Encoder", Decoder = "Decoder";

    /// <summary>The lines of a declaration, of a model or of a pair, without those that training alone depends on.</summary>
    public static List<SavedLine> Of(string declaration)
    {
        var lines = new List<SavedLine>();
        var names = new DeclaredNames();
        string start = "";
        foreach (string line in declaration.Split('\n'))
        {
            if (line is Encoder or Decoder)
                (names, start) = (new DeclaredNames(), line.ToLowerInvariant() + ".");
            string name = line is Encoder or Decoder or "Model" ? "" : names.Next(DeclaredElement.Parse(line));
            lines.AddRange(FileDeclaration.Predicting(line).Select(text => new SavedLine(text, name.Length == 0 ? "" : start + name)));
        }

        return lines;
    }

    /// <summary>The part of a pair's declaration that <paramref name="isWanted"/> chooses by the start of its names, else all.</summary>
    public static List<SavedLine> Of(string declaration, Func<string, bool> isWanted)
    {
        List<SavedLine> all = Of(declaration);
        int split = all.FindIndex(line => line.Text == Decoder);
        return split < 0 ? all
            : isWanted("encoder.") ? all[1..split]
            : isWanted("decoder.") ? all[(split + 1)..]
            : all;
    }

    /// <summary>Whether a parameter of that name is of this line.</summary>
    public bool Has(string parameter) => Name.Length > 0 && parameter.StartsWith(Name + ".", StringComparison.Ordinal);

    /// <summary>Whether it is a head without weights.</summary>
    public bool IsPlainHead => Text == "SequenceOutput";
}
