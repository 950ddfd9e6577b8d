using LstmGen.Generator.Text;

namespace LstmGen.Generator.Equations;

/// <summary>Writes nodes as a reader writes formulas, for comments.</summary>
/// <param name="names">Names of nodes that are written as such.</param>
internal sealed class Infix(IReadOnlyDictionary<Node, string> names)
{
    // A value that is used twice is written twice, so that a formula may be longer than the equations by any factor.
    private const int MostNodes = 300;

    private int _written;

    /// <summary>
    /// The formula, without its end where it is very long; the node's own name is not used for it where <paramref name="whole"/>.
    /// </summary>
    public string Of(Node node, bool whole = false)
    {
        _written = 0;
        return Write(node, 0, whole);
    }

    private string Write(Node node, int strength, bool whole = false)
    {
        if (_written++ >= MostNodes)
            return "...";
        if (!whole && names.TryGetValue(node, out string? name))
            return name;
        IReadOnlyList<Node> of = node.Operands;
        return node.Operation switch
        {
            Operation.Constant => Literal.Of(node.Value).TrimEnd('f'),
            Operation.Input => node.Name,
            Operation.Add => Around(1, strength, $"{Write(of[0], 1)} + {Write(of[1], 1)}"),
            Operation.Subtract => Around(1, strength, $"{Write(of[0], 1)} - {Write(of[1], 2)}"),
            Operation.Multiply when of[0] == of[1] => Around(3, strength, $"{Write(of[0], 4)}^2"),
            Operation.Multiply => Around(2, strength, $"{Write(of[0], 2)} {Write(of[1], 3)}"),
            Operation.Divide => Around(2, strength, $"{Write(of[0], 2)} / {Write(of[1], 3)}"),
            Operation.Negate => Around(2, strength, $"-{Write(of[0], 3)}"),
            Operation.Greater => $"{Write(of[0], 1)} > {Write(of[1], 1)}",
            Operation.AtLeast => $"{Write(of[0], 1)} >= {Write(of[1], 1)}",
            Operation.Equal => $"{Write(of[0], 1)} = {Write(of[1], 1)}",
            Operation.Select => $"({Write(of[1], 0)} where {Write(of[0], 0)}, else {Write(of[2], 0)})",
            Operation.Abs => $"|{Write(of[0], 0)}|",
            _ => $"{node.Operation.Text()}({string.Join(", ", of.Select(one => Write(one, 0)))})",
        };
    }

    private static string Around(int own, int strength, string text) => own < strength ? $"({text})" : text;
}
