namespace LstmGen.Interchange.Structure;

/// <summary>
/// The canonical text of a cell's equations, as the generator writes it: statements that end in <c>;</c>, roles first
/// (<c>gate f both; weight v -1 1; state c; previous h</c>), then values (<c>let sigmoid(f); other ...; next ...; output ...</c>).
/// </summary>
internal sealed record CellText(
    IReadOnlyList<CellTextGate> Gates, IReadOnlyList<string> Weights, IReadOnlyList<string> States, string? Previous,
    IReadOnlyList<(string Kind, CellExpression Value)> Statements)
{
    /// <summary>Gates whose products multiply x.</summary>
    public int InputGates => Gates.Count(gate => gate.ReadsInput);

    /// <summary>Gates whose products multiply h or another value.</summary>
    public int HiddenGates => Gates.Count(gate => gate.ReadsHidden || gate.ReadsOther);

    /// <exception cref="FormatException">A statement is of a kind that is not known, an expression is malformed, or they do not fit
    /// together.</exception>
    public static CellText Parse(string text)
    {
        var gates = new List<CellTextGate>();
        List<string> weights = [], states = [];
        var statements = new List<(string, CellExpression)>();
        string? previous = null;
        foreach (string[] words in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(statement => statement.Split(' ')))
        {
            switch (words)
            {
                case ["gate", var name, "both" or "input" or "hidden" or "other"]: gates.Add(new CellTextGate(name, words[2])); break;
                case ["weight", var name, ..]: weights.Add(name); break;
                case ["state", var name]: states.Add(name); break;
                case ["previous", var name]: previous = name; break;
                case ["let" or "other" or "next"
                    or "output", var expression]: statements.Add((words[0], CellExpression.Parse(expression))); break;
                default:
                    throw new FormatException(
                        $"a cell's equations have the statement '{InterchangeException.Printable(string.Join(' ', words))}', which is "
                            + "not known; use a newer LstmGen.Interchange");
            }
        }

        var cell = new CellText(gates, weights, states, previous, statements);
        CellTextCheck.Require(cell);
        return cell;
    }
}
