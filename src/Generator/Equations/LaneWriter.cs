using LstmGen.Generator.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Equations;

/// <summary>
/// Writes nodes as statements over lanes: a local for what is used twice or is a function, everything else in place; products and sums
/// fused.
/// </summary>
internal sealed class LaneWriter
{
    private readonly IReadOnlyDictionary<Node, string> _loads;
    private readonly Dictionary<Node, string> _locals = [];
    private readonly Dictionary<Node, int> _uses = [];
    private readonly HashSet<string> _taken;
    private readonly Node[] _roots;

    /// <param name="loads">What is there already, as expressions.</param>
    /// <param name="roots">What is computed.</param>
    /// <param name="taken">Names that locals cannot have.</param>
    public LaneWriter(IReadOnlyDictionary<Node, string> loads, IEnumerable<Node> roots, IEnumerable<string> taken)
    {
        _loads = loads;
        _roots = [.. roots];
        _taken = [.. taken];
        foreach (Node node in Cone)
        {
            foreach (Node operand in node.Operands)
                _uses[operand] = Uses(operand) + 1;
        }

        foreach (Node root in _roots)
            _uses[root] = Uses(root) + 1;
    }

    private IEnumerable<Node> Cone => Node.Cone(_roots, [.. _loads.Keys]);

    /// <summary>Writes what is loaded, each once.</summary>
    public void EmitLoads(CodeWriter w)
    {
        foreach (Node node in _loads.Keys.Where(node => Uses(node) > 0).OrderBy(node => node.Id))
            Declare(w, node, _loads[node]);
    }

    /// <summary>Writes what needs a local, in order.</summary>
    public void EmitLocals(CodeWriter w)
    {
        foreach (Node node in Cone)
        {
            if (node.Operation != Operation.Constant && (Uses(node) > 1 || node.Operation.IsTranscendental()))
                Declare(w, node, Write(node, 0));
        }
    }

    /// <summary>The expression for a node, at the strength of an argument.</summary>
    public string Of(Node node) => Operand(node, 0);

    private int Uses(Node node) => _uses.TryGetValue(node, out int count) ? count : 0;

    private void Declare(CodeWriter w, Node node, string value)
    {
        if (value.All(c => char.IsLetterOrDigit(c)))
        {
            _locals.Add(node, value); // has a name already
            return;
        }

        string wish = node.Local ?? (node.Operation == Operation.Input ? node.Name : $"v{node.Id}");
        if (SyntaxFacts.GetKeywordKind(wish) != SyntaxKind.None)
            wish += "Value";
        string name = wish;
        for (int number = 2; !_taken.Add(name); number++)
            name = $"{wish}{number}";
        w.Line($"V {name} = {value};");
        _locals.Add(node, name);
    }

    private string Operand(Node node, int strength) => _locals.TryGetValue(node, out string? name) ? name : Write(node, strength);

    private string Write(Node node, int strength)
    {
        IReadOnlyList<Node> of = node.Operands;
        switch (node.Operation)
        {
            case Operation.Constant:
                return node.Is(0) ? "V.Zero" : node.Is(1) ? "V.One" : $"V.Create({Literal.Of(node.Value)})";
            case Operation.Input:
                return _loads[node];
            case Operation.Add:
                return Fused(of[0]) is { } first ? $"V.MultiplyAdd({first}, {Operand(of[1], 0)})"
                    : Fused(of[1]) is { } second ? $"V.MultiplyAdd({second}, {Operand(of[0], 0)})"
                    : Around(1, strength, $"{Operand(of[0], 1)} + {Operand(of[1], 1)}");
            case Operation.Subtract:
                return Fused(of[1], "-") is { } taken ? $"V.MultiplyAdd({taken}, {Operand(of[0], 0)})"
                    : Fused(of[0]) is { } product ? $"V.MultiplyAdd({product}, -{Operand(of[1], 4)})"
                    : Around(1, strength, $"{Operand(of[0], 1)} - {Operand(of[1], 2)}");
            case Operation.Multiply:
                return Around(2, strength, $"{Operand(of[0], 2)} * {Operand(of[1], 3)}");
            case Operation.Divide when of[0].Is(1):
                return $"V.Reciprocal({Operand(of[1], 0)})";
            case Operation.Divide:
                return Around(2, strength, $"{Operand(of[0], 2)} / {Operand(of[1], 3)}");
            case Operation.Negate:
                return Around(3, strength, $"-{Operand(of[0], 4)}");
            case Operation.Greater when of[1].Is(0):
                return $"V.GreaterThanZero({Operand(of[0], 0)})";
            default:
                string method = node.Operation switch
                {
                    Operation.Greater => "GreaterThan",
                    Operation.AtLeast => "GreaterThanOrEqual",
                    var other => other.ToString(),
                };
                return $"V.{method}({string.Join(", ", of.Select(one => Operand(one, 0)))})";
        }
    }

    // The factors of a product that nothing else needs.
    private string? Fused(Node node, string sign = "") =>
        node.Operation == Operation.Multiply && !_locals.ContainsKey(node) && !_loads.ContainsKey(node)
            ? $"{sign}{Operand(node.Operands[0], sign.Length == 0 ? 0 : 4)}, {Operand(node.Operands[1], 0)}" : null;

    private static string Around(int own, int strength, string text) => own < strength ? $"({text})" : text;
}
