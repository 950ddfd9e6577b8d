using System.Globalization;

namespace LstmGen.Generator.Equations;

/// <summary>The equations of a cell: its roles, and what a step computes.</summary>
internal sealed class CellEquations
{
    private readonly List<CellGate> _gates = [];
    private readonly List<CellWeight> _weights = [];
    private readonly List<string> _states = [];
    private readonly List<Node> _next = [];

    public Graph Graph { get; } = new();

    public IReadOnlyList<CellGate> Gates => _gates;

    public IReadOnlyList<CellWeight> Weights => _weights;

    /// <summary>Carried states besides h.</summary>
    public IReadOnlyList<string> States => _states;

    /// <summary>The states after a step.</summary>
    public IReadOnlyList<Node> Next => _next;

    /// <summary>The parameter that is h before a step; null where none is.</summary>
    public string? Previous { get; set; }

    /// <summary>h after a step.</summary>
    public Node Output { get; set; } = null!;

    /// <summary>What gates that read another value in place of h multiply; null where there are none.</summary>
    public Node? Other { get; set; }

    public void Add(CellGate gate) => _gates.Add(gate);

    public void Add(CellWeight weight) => _weights.Add(weight);

    public void AddState(string name) => _states.Add(name);

    public void SetNext(IEnumerable<Node> next)
    {
        _next.Clear();
        _next.AddRange(next);
    }

    /// <summary>Their canonical text, and the names of its locals.</summary>
    public (string Text, string Locals) Write()
    {
        Node[] roots = Other is null ? [.. Next, Output] : [Other, .. Next, Output];
        var text = new EquationText(roots);
        foreach (CellGate gate in Gates)
            text.Statement($"gate {gate.Name} {gate.Reads.ToString().ToLowerInvariant()}");
        foreach (CellWeight weight in Weights)
            text.Statement($"weight {weight.Name} {Number(weight.Low)} {Number(weight.High)}");
        foreach (string state in States)
            text.Statement($"state {state}");
        if (Previous is not null)
            text.Statement($"previous {Previous}");
        if (Other is not null)
            text.Statement("other", Other);
        foreach (Node next in Next)
            text.Statement("next", next);
        text.Statement("output", Output);
        return (text.Text, text.Locals);
    }

    /// <summary>The equations of a canonical text.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static CellEquations Read(string text, string locals)
    {
        var cell = new CellEquations();
        var lets = new List<Node>();
        string[] names = locals.Split(',');
        foreach (string[] words in text.Split([';'], StringSplitOptions.RemoveEmptyEntries).Select(one => one.Trim().Split(' ')))
        {
            Node Value() => EquationText.Read(cell.Graph, words[1], lets);
            switch (words[0])
            {
                case "gate":
                    cell.Add(new CellGate(words[1], (GateReads)Enum.Parse(typeof(GateReads), words[2], ignoreCase: true)));
                    break;
                case "weight":
                    cell.Add(
                        new CellWeight(
                            words[1], float.Parse(words[2], CultureInfo.InvariantCulture),
                            float.Parse(words[3], CultureInfo.InvariantCulture)));
                    break;
                case "state":
                    cell.AddState(words[1]);
                    break;
                case "previous":
                    cell.Previous = words[1];
                    break;
                case "let":
                    Node value = Value();
                    if (lets.Count < names.Length && names[lets.Count].Length > 0)
                        value.Local ??= names[lets.Count];
                    lets.Add(value);
                    break;
                case "other":
                    cell.Other = Value();
                    break;
                case "next":
                    cell._next.Add(Value());
                    break;
                case "output":
                    cell.Output = Value();
                    break;
                default:
                    throw new FormatException($"'{words[0]}' is no statement of a cell.");
            }
        }

        return cell.Output is not null && cell.Next.Count == cell.States.Count
            ? cell
            : throw new FormatException("The cell has no output, or not every state is computed.");
    }

    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
