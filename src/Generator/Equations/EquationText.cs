using System.Globalization;

namespace LstmGen.Generator.Equations;

/// <summary>
/// Equations as canonical text: two methods that compute the same in the same way give the same text, whatever their locals are called.
/// Statements end in
/// <c>;</c>; <c>#n</c> is the n-th <c>let</c>, <c>=0.5</c> a constant, any other word an input.
/// </summary>
internal sealed class EquationText
{
    private readonly List<string> _statements = [], _locals = [];
    private readonly Dictionary<Node, int> _lets = [];
    private readonly Dictionary<Node, int> _uses = [];

    /// <summary>A writer of some values.</summary>
    public EquationText(IEnumerable<Node> roots)
    {
        Node[] all = [.. roots];
        foreach (Node node in Node.Cone(all))
        {
            foreach (Node operand in node.Operands)
                _uses[operand] = (_uses.TryGetValue(operand, out int count) ? count : 0) + 1;
        }

        foreach (Node node in all)
            _uses[node] = (_uses.TryGetValue(node, out int count) ? count : 0) + 1;
    }

    public string Text => string.Join("; ", _statements);

    /// <summary>Names of the <c>let</c>s, separated by commas.</summary>
    public string Locals => string.Join(",", _locals);

    /// <summary>Writes a statement of words.</summary>
    public void Statement(string statement) => _statements.Add(statement);

    /// <summary>Writes a statement with a value.</summary>
    public void Statement(string words, Node value)
    {
        foreach (Node node in Node.Cone([value]))
        {
            // Functions too, so that comments can name them.
            if (node.Operands.Count == 0 || _lets.ContainsKey(node) || (_uses[node] < 2 && !node.Operation.IsTranscendental()))
                continue;
            string expression = Expression(node);
            _lets.Add(node, _lets.Count);
            _locals.Add(node.Local ?? "");
            _statements.Add($"let {expression}");
        }

        _statements.Add($"{words} {Expression(value)}");
    }

    private string Expression(Node node)
    {
        if (_lets.TryGetValue(node, out int let))
            return "#" + let.ToString(CultureInfo.InvariantCulture);
        return node.Operation switch
        {
            Operation.Constant => "=" + node.Value.ToString("R", CultureInfo.InvariantCulture),
            Operation.Input => node.Name,
            _ => $"{node.Operation.Text()}({string.Join(",", node.Operands.Select(Expression))})",
        };
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="graph">Takes the nodes.</param>
    /// <param name="text">The text.</param>
    /// <param name="lets">The values of the lets before.</param>
    public static Node Read(Graph graph, string text, IReadOnlyList<Node> lets)
    {
        int at = 0;
        Node node = Read(graph, text, ref at, lets);
        return at == text.Length ? node : throw new FormatException($"'{text}' goes on after its end.");
    }

    private static Node Read(Graph graph, string text, ref int at, IReadOnlyList<Node> lets)
    {
        int from = at;
        while (at < text.Length && text[at] is not ('(' or ')' or ','))
            at++;
        string word = text.Substring(from, at - from);
        if (at < text.Length && text[at] == '(' && Operations.Find(word) is { } operation)
        {
            var operands = new List<Node>();
            do
            {
                at++;
                operands.Add(Read(graph, text, ref at, lets));
            }
            while (at < text.Length && text[at] == ',');
            if (at++ >= text.Length || operands.Count != operation.Arity())
                throw new FormatException($"'{text}' is no expression.");
            return graph.Of(operation, [.. operands]);
        }

        if (word.StartsWith("#", StringComparison.Ordinal))
            return lets[int.Parse(word.Substring(1), CultureInfo.InvariantCulture)];
        if (word.StartsWith("=", StringComparison.Ordinal))
            return graph.Constant(float.Parse(word.Substring(1), CultureInfo.InvariantCulture));
        return word.Length > 0 ? graph.Input(word) : throw new FormatException($"'{text}' is no expression.");
    }
}
