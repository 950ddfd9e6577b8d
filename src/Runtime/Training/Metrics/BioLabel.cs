namespace LstmGen.Training;

/// <summary>A tag of the BIO scheme: outside, or inside a chunk of a type, possibly beginning it.</summary>
/// <param name="Kind">'O', 'B' or 'I'.</param>
/// <param name="Type">The number of the type; -1 for O.</param>
internal readonly record struct BioLabel(char Kind, int Type)
{
    public static readonly BioLabel Outside = new('O', -1);

    /// <summary>Whether a chunk begins here: B, or I after O or after another type (a stray I).</summary>
    public bool StartsAfter(BioLabel previous) => Kind == 'B' || (Kind == 'I' && Type != previous.Type);

    /// <summary>Whether a chunk that <paramref name="previous"/> belongs to has ended before this tag.</summary>
    public bool Ends(BioLabel previous) => previous.Kind != 'O' && (Kind != 'I' || Type != previous.Type);

    /// <summary>Reads <c>O</c>, <c>B-TYPE</c>, <c>I-TYPE</c> (or plain B and I) and collects the types.</summary>
    /// <exception cref="ArgumentException">The label is of another form.</exception>
    public static BioLabel Parse(string label, int index, List<string> types)
    {
        if (label == "O")
            return Outside;
        if (label is null or "" || label[0] is not ('B' or 'I') || (label.Length > 1 && label[1] != '-'))
        {
            throw new ArgumentException(
                $"labels[{index}] is '{label}'; the BIO scheme has O, B-TYPE and I-TYPE. Convert other schemes first.", nameof(label));
        }

        string type = label.Length > 2 ? label[2..] : "";
        int number = types.IndexOf(type);
        if (number < 0)
        {
            number = types.Count;
            types.Add(type);
        }

        return new BioLabel(label[0], number);
    }
}
