namespace LstmGen.Generator.Equations;

/// <summary>One value of an equation; a graph has each only once.</summary>
/// <param name="id">Number in its graph, above those of its operands.</param>
/// <param name="operation">What it computes.</param>
/// <param name="operands">From what.</param>
/// <param name="value">A constant's value.</param>
/// <param name="name">An input's name.</param>
internal sealed class Node(int id, Operation operation, Node[] operands, float value, string name)
{
    public int Id => id;

    public Operation Operation => operation;

    public IReadOnlyList<Node> Operands => operands;

    public float Value => value;

    public string Name => name;

    /// <summary>The local variable that it was assigned to first; null for none.</summary>
    public string? Local { get; set; }

    public bool Is(float constant) => operation == Operation.Constant && value.Equals(constant);

    /// <summary>
    /// This node and all that it is made of, operands first; nodes of <paramref name="given"/> and what only they are made of are left out.
    /// </summary>
    public static List<Node> Cone(IEnumerable<Node> roots, ICollection<Node>? given = null)
    {
        var found = new HashSet<Node>();
        var open = new Stack<Node>(roots);
        while (open.Count > 0)
        {
            Node node = open.Pop();
            if (given?.Contains(node) == true || !found.Add(node))
                continue;
            foreach (Node operand in node.Operands)
                open.Push(operand);
        }

        return [.. found.OrderBy(node => node.Id)];
    }
}
