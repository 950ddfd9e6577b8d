using LstmGen.Generator.Equations;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>A cell's equations and their derivatives as comments, in the form of the built-in cells.</summary>
internal sealed class EquationComments
{
    private readonly CellEquations _cell;
    private readonly CellBackward _backward;
    private readonly Dictionary<Node, string> _names = [];
    private readonly HashSet<Node> _locals = [];

    public EquationComments(CellEquations cell, CellBackward backward)
    {
        (_cell, _backward) = (cell, backward);
        Graph g = cell.Graph;
        foreach (string state in cell.States)
            _names[g.Input(state)] = $"{state}_{{t-1}}";
        if (cell.Previous is { } previous)
            _names[g.Input(previous)] = "h_{t-1}";
        _names[g.Input(CellBackward.OfHidden)] = "dh";
        foreach (string state in cell.States)
            _names[g.Input(CellBackward.OfState(state))] = $"d{state}";
        _names[g.Input(CellBackward.OfOther)] = "dv";
        for (int i = 0; i < cell.Next.Count; i++)
        {
            if (cell.Next[i].Operands.Count > 0 && !_names.ContainsKey(cell.Next[i]))
                _names[cell.Next[i]] = $"{cell.States[i]}_t";
        }

        IEnumerable<Node> values = cell.Other is null ? [.. cell.Next, cell.Output] : [cell.Other, .. cell.Next, cell.Output];
        foreach (Node node in Node.Cone(values).Where(node => node.Local is not null && !_names.ContainsKey(node)))
        {
            _names[node] = node.Local!;
            _locals.Add(node);
        }
    }

    /// <summary>The value that other gates read.</summary>
    public IReadOnlyList<string> Other => [.. Lines(_cell.Other is null ? [] : Named([_cell.Other]).Append($"v = {Text(_cell.Other)}"))];

    /// <summary>Its derivatives.</summary>
    public IReadOnlyList<string> OtherBackward => [.. Lines(_backward.Second is null ? [] : Gradients(_backward.Second, "+= "))];

    /// <summary>The derivatives of a step.</summary>
    public IReadOnlyList<string> Backward => [.. Lines(Gradients(_backward.First, "= ")), .. OtherBackward];

    /// <summary>The equations of a step.</summary>
    public IReadOnlyList<string> Forward(EquationCell cell)
    {
        var lines = new List<string>();
        foreach (IGrouping<GateReads, CellGate> group in _cell.Gates.GroupBy(gate => gate.Reads))
        {
            string products = group.Key switch
            {
                GateReads.Input => "x_t W_ih^T + b_ih",
                GateReads.Hidden => "h_{t-1} W_hh^T + b_hh",
                GateReads.Other => "x_t W_ih^T + b_ih + v W_hh^T + b_hh",
                _ => "x_t W_ih^T + h_{t-1} W_hh^T + b_ih + b_hh",
            };
            lines.Add($"{string.Join(", ", group.Select(gate => gate.Name))} = {products}    [rows, H] each");
        }

        lines.AddRange(Other);
        lines.AddRange(
            Lines(
                Named([.. _cell.Next, _cell.Output]).Concat(_cell.Next.Select((next, i) => $"{_cell.States[i]}_t = {Text(next)}"))
                    .Append($"h_t = {Text(_cell.Output, NameOfOutput)}")));
        return lines;
    }

    private string? NameOfOutput => _names.TryGetValue(_cell.Output, out string? name) ? name : null;

    private string Text(Node node, string? name = null) => name ?? new Infix(_names).Of(node, whole: true);

    // Locals of the user's, in the order of computation.
    private IEnumerable<string> Named(IReadOnlyList<Node> roots) => Node.Cone(roots)
        .Where(_locals.Contains).Select(node => $"{_names[node]} = {Text(node)}");

    private IEnumerable<string> Gradients(Derivatives derivatives, string sign)
    {
        var names = new Dictionary<Node, string>(_names);
        // Gradients of named values first, where others are made of them.
        Node[] roots = [.. _backward.Inputs.Select(input => derivatives[input]).OfType<Node>()];
        HashSet<Node> cone = [.. Node.Cone(roots)];
        foreach (KeyValuePair<Node, Node> pair in derivatives.All.Where(pair => pair.Key.Operands.Count > 0 && _names.ContainsKey(pair.Key))
            .OrderBy(pair => pair.Value.Id))
        {
            if (!cone.Contains(pair.Value) || pair.Value.Operands.Count == 0 || names.ContainsKey(pair.Value) || roots.Contains(pair.Value))
                continue;
            string name = "d" + _names[pair.Key].Replace("_t", "");
            yield return $"{name} {(_cell.Next.Contains(pair.Key) ? "<- " : "= ")}{new Infix(names).Of(pair.Value)}";
            names[pair.Value] = name;
        }

        foreach (Node input in _backward.Inputs)
        {
            if (derivatives[input] is { } gradient)
                yield return $"d{(_names.TryGetValue(input, out string? name) ? name : input.Name)} "
                    + $"{sign}{new Infix(names).Of(gradient, whole: !_names.ContainsValue(Name(gradient, names)))}";
        }
    }

    private static string Name(Node node, Dictionary<Node, string> names) => names.TryGetValue(node, out string? name) ? name : "";

    // Several short equations a line.
    private static IEnumerable<string> Lines(IEnumerable<string> equations)
    {
        string line = "";
        foreach (string equation in equations)
        {
            if (line.Length > 0 && line.Length + equation.Length > 110)
            {
                yield return line;
                line = "";
            }

            line += (line.Length > 0 ? "    " : "") + equation;
        }

        if (line.Length > 0)
            yield return line;
    }
}
