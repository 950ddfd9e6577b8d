namespace LstmGen.Interchange.Onnx.Export;

/// <summary>
/// The canonical text of a cell's equations, as the generator writes it: statements that end in <c>;</c>, roles first
/// (<c>gate f both; weight v -1 1; state c; previous h</c>), then values (<c>let sigmoid(f); other ...; next ...; output ...</c>).
/// </summary>
internal sealed record CellText(
    IReadOnlyList<CellTextGate> Gates, IReadOnlyList<string> Weights, IReadOnlyList<string> States, string? Previous, IReadOnlyList<(string Kind, string Expression)> Statements)
{
    /// <exception cref="NotSupportedException">A statement is of a kind that is not known.</exception>
    public static CellText Parse(string text)
    {
        var gates = new List<CellTextGate>();
        List<string> weights = [], states = [];
        var statements = new List<(string, string)>();
        string? previous = null;
        foreach (string[] words in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(statement => statement.Split(' ')))
        {
            switch (words)
            {
                case ["gate", var name, "both" or "input" or "hidden" or "other"]: gates.Add(new CellTextGate(name, words[2])); break;
                case ["weight", var name, ..]: weights.Add(name); break;
                case ["state", var name]: states.Add(name); break;
                case ["previous", var name]: previous = name; break;
                case ["let" or "other" or "next" or "output", var expression]: statements.Add((words[0], expression)); break;
                default: throw new NotSupportedException($"A cell's equations have the statement '{string.Join(' ', words)}', which the export to ONNX does not know. Use a newer LstmGen.Interchange.");
            }
        }

        return new CellText(gates, weights, states, previous, statements);
    }
}

/// <summary>A gate, and what its products multiply: x and h (both), one of them, or x and another value of all units.</summary>
internal sealed record CellTextGate(string Name, string Reads)
{
    public bool ReadsInput => Reads != "hidden";

    public bool ReadsHidden => Reads is "both" or "hidden";

    public bool ReadsOther => Reads == "other";
}
