using System.Globalization;
using LstmGen.Generator.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Equations;

/// <summary>Writes nodes as statements over doubles: a local for what is used twice or is a function, everything else in place.</summary>
/// <param name="inputs">What inputs are called.</param>
/// <param name="taken">Names that locals cannot have.</param>
internal sealed class DoubleWriter(IReadOnlyDictionary<Node, string> inputs, IEnumerable<string> taken)
{
    private readonly Dictionary<Node, string> _locals = [];
    private readonly HashSet<string> _taken = [.. taken, .. RuntimeNames.Short];

    /// <summary>Writes what some values need, in order.</summary>
    public void EmitLocals(CodeWriter w, IEnumerable<Node> roots)
    {
        Node[] all = [.. roots];
        List<Node> cone = Node.Cone(all, [.. inputs.Keys]);
        var uses = new Dictionary<Node, int>();
        foreach (Node operand in cone.SelectMany(node => node.Operands).Concat(all))
            uses[operand] = uses.TryGetValue(operand, out int count) ? count + 1 : 1;
        foreach (Node node in cone.Where(node => node.Operands.Count > 0 && (uses[node] > 1 || node.Operation.IsTranscendental())))
        {
            string wish = node.Local ?? $"v{node.Id}";
            if (SyntaxFacts.GetKeywordKind(wish) != SyntaxKind.None)
                wish += "Value";
            string name = wish;
            for (int number = 2; !_taken.Add(name); number++)
                name = $"{wish}{number}";
            w.Line($"{(node.Operation.IsMask() ? "bool" : "double")} {name} = {Write(node)};");
            _locals.Add(node, name);
        }
    }

    /// <summary>The expression for a value.</summary>
    public string Of(Node node) =>
        _locals.TryGetValue(node, out string? local)
            ? local
            : inputs.TryGetValue(node, out string? input) ? input : node.Operands.Count > 0 ? $"({Write(node)})" : Write(node);

    private string Write(Node node)
    {
        string[] of = [.. node.Operands.Select(Of)];
        return node.Operation switch
        {
            Operation.Constant => Constant(node.Value),
            Operation.Add => $"{of[0]} + {of[1]}",
            Operation.Subtract => $"{of[0]} - {of[1]}",
            Operation.Multiply => $"{of[0]} * {of[1]}",
            Operation.Divide => $"{of[0]} / {of[1]}",
            Operation.Negate => $"-{of[0]}",
            Operation.Relu => $"{of[0]} < 0 ? 0 : {of[0]}",
            Operation.Greater => $"{of[0]} > {of[1]}",
            Operation.AtLeast => $"{of[0]} >= {of[1]}",
            Operation.Equal => $"{of[0]} == {of[1]}",
            Operation.Select => $"{of[0]} ? {of[1]} : {of[2]}",
            Operation.Sigmoid or Operation.Softplus or Operation.Log1p => $"LossFunctions.{node.Operation}({of[0]})",
            _ => $"Math.{node.Operation}({string.Join(", ", of)})",
        };
    }

    private static string Constant(float value) => float.IsNaN(value) ? "double.NaN"
        : float.IsInfinity(value) ? (value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity")
        : ((double)value).ToString("R", CultureInfo.InvariantCulture) is var text && value < 0 ? $"({text}d)" : text + "d";
}
