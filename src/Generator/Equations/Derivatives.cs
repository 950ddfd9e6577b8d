namespace LstmGen.Generator.Equations;

/// <summary>Derivatives by reverse differentiation: what each input receives, as nodes of the same graph.</summary>
internal sealed class Derivatives
{
    private readonly Graph _graph;
    private readonly Dictionary<Node, Node> _received = [];

    /// <param name="graph">The graph.</param>
    /// <param name="seeds">Outputs and the gradients that they receive.</param>
    public Derivatives(Graph graph, IEnumerable<(Node Output, Node Gradient)> seeds)
    {
        _graph = graph;
        (Node Output, Node Gradient)[] all = [.. seeds];
        foreach ((Node output, Node gradient) in all)
            Receive(output, gradient);
        foreach (Node node in Enumerable.Reverse(Node.Cone(all.Select(seed => seed.Output))))
        {
            if (_received.TryGetValue(node, out Node? gradient))
                HandOn(node, gradient);
        }
    }

    /// <summary>The gradient of a node; null where no output depends on it.</summary>
    public Node? this[Node node] => _received.TryGetValue(node, out Node? gradient) ? gradient : null;

    /// <summary>All nodes with a gradient.</summary>
    public IEnumerable<KeyValuePair<Node, Node>> All => _received;

    private void Receive(Node node, Node gradient)
    {
        if (node.Operation == Operation.Constant || node.Operation.IsMask() || gradient.Is(0))
            return;
        _received[node] = _received.TryGetValue(node, out Node? before) ? _graph.Add(before, gradient) : gradient;
    }

    private void HandOn(Node y, Node d)
    {
        Graph g = _graph;
        Node? a = y.Operands.Count > 0 ? y.Operands[0] : null, b = y.Operands.Count > 1 ? y.Operands[1] : null;
        switch (y.Operation)
        {
            case Operation.Add:
                Receive(a!, d);
                Receive(b!, d);
                break;
            case Operation.Subtract:
                Receive(a!, d);
                Receive(b!, Negate(d));
                break;
            case Operation.Multiply:
                Receive(a!, Times(d, b!));
                Receive(b!, Times(d, a!));
                break;
            case Operation.Divide:
                Node share = Over(d, b!);
                Receive(a!, share);
                Receive(b!, Negate(Times(share, y)));
                break;
            case Operation.Negate:
                Receive(a!, Negate(d));
                break;
            case Operation.Min:
                ReceiveBy(g.Of(Operation.AtLeast, b!, a!), a!, b!, d);
                break;
            case Operation.Max:
                ReceiveBy(g.Of(Operation.AtLeast, a!, b!), a!, b!, d);
                break;
            case Operation.Abs:
                Receive(
                    a!, g.Select(g.Of(Operation.Greater, a!, g.Zero), d, g.Select(g.Of(Operation.Greater, g.Zero, a!), Negate(d), g.Zero)));
                break;
            case Operation.Sqrt:
                Receive(a!, Over(Times(d, g.Constant(0.5f)), y));
                break;
            case Operation.Exp:
                Receive(a!, Times(d, y));
                break;
            case Operation.Log:
                Receive(a!, Over(d, a!));
                break;
            case Operation.Log1p:
                Receive(a!, Over(d, g.Add(g.One, a!)));
                break;
            case Operation.Sigmoid:
                Receive(a!, Times(Times(d, y), g.Subtract(g.One, y)));
                break;
            case Operation.Tanh:
                Receive(a!, Times(d, g.Subtract(g.One, g.Multiply(y, y))));
                break;
            case Operation.Relu:
                Receive(a!, g.Select(g.Of(Operation.Greater, a!, g.Zero), d, g.Zero));
                break;
            case Operation.Softplus:
                Receive(a!, Times(d, g.Of(Operation.Sigmoid, a!)));
                break;
            case Operation.Select:
                ReceiveBy(a!, b!, y.Operands[2], d);
                break;
        }
    }

    private void ReceiveBy(Node mask, Node a, Node b, Node d)
    {
        Receive(a, _graph.Select(mask, d, _graph.Zero));
        Receive(b, _graph.Select(mask, _graph.Zero, d));
    }

    // A gradient that a mask holds back must not become 0 times infinity: the mask goes to the outside.
    private Node Times(Node d, Node factor) => Inside(d, one => _graph.Multiply(one, factor));

    private Node Over(Node d, Node divisor) => Inside(d, one => _graph.Divide(one, divisor));

    private Node Negate(Node d) => Inside(d, _graph.Negate);

    private Node Inside(Node d, Func<Node, Node> change)
    {
        if (d.Is(0))
            return d;
        if (IsHeldBack(d) && d.Operation == Operation.Select)
            return _graph.Select(d.Operands[0], Inside(d.Operands[1], change), Inside(d.Operands[2], change));
        return IsHeldBack(d) ? _graph.Of(d.Operation, [.. d.Operands.Select(one => Inside(one, change))]) : change(d);
    }

    // Whether a mask decides if there is a gradient at all.
    private static bool IsHeldBack(Node d) => d.Operation switch
    {
        Operation.Select => d.Operands[1].Is(0) || d.Operands[2].Is(0) || IsHeldBack(d.Operands[1]) || IsHeldBack(d.Operands[2]),
        Operation.Add or Operation.Subtract => d.Operands.All(IsHeldBack),
        _ => false,
    };
}
