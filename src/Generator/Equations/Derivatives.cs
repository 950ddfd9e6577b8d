namespace LstmGen.Generator.Equations;

/// <summary>Derivatives by reverse differentiation: what each input receives, as nodes of the same graph.</summary>
internal sealed class Derivatives
{
    private readonly Graph _graph;
    private readonly Dictionary<Node, List<(Guard Guard, Node Value)>> _received = [];
    private readonly Dictionary<Node, Node> _gradients = [];

    /// <param name="graph">The graph.</param>
    /// <param name="seeds">Outputs and the gradients that they receive.</param>
    public Derivatives(Graph graph, IEnumerable<(Node Output, Node Gradient)> seeds)
    {
        _graph = graph;
        (Node Output, Node Gradient)[] all = [.. seeds];
        foreach ((Node output, Node gradient) in all)
            Receive(output, Guard.None, gradient);
        var sums = new List<(Node Node, Guard Guard, Node Value)>();
        foreach (Node node in Enumerable.Reverse(Node.Cone(all.Select(seed => seed.Output))))
        {
            if (!_received.TryGetValue(node, out List<(Guard Guard, Node Value)>? received))
                continue;
            (Guard guard, Node value) = Sum(received);
            HandOn(node, guard, value);
            sums.Add((node, guard, value));
        }

        foreach ((Node node, Guard guard, Node value) in sums)
            _gradients.Add(node, guard.Choose(graph, value));
    }

    /// <summary>The gradient of a node; null where no output depends on it.</summary>
    public Node? this[Node node] => _gradients.TryGetValue(node, out Node? gradient) ? gradient : null;

    /// <summary>All nodes with a gradient.</summary>
    public IEnumerable<KeyValuePair<Node, Node>> All => _gradients;

    private void Receive(Node node, Guard? guard, Node value)
    {
        if (guard is null || node.Operation == Operation.Constant || node.Operation.IsMask() || value.Is(0))
            return;
        if (!_received.TryGetValue(node, out List<(Guard Guard, Node Value)>? received))
            _received.Add(node, received = []);
        int same = received.FindIndex(one => one.Guard.Key == guard.Key);
        if (same >= 0)
            received[same] = (guard, _graph.Add(received[same].Value, value));
        else if (guard.IsNone && received.Count > 0 || received.Count == 1 && received[0].Guard.IsNone)
            _received[node] = [(Guard.None, received.Append((guard, value)).Select(Chosen).Aggregate(_graph.Add))];
        else
            received.Add((guard, value));
    }

    private Node Chosen((Guard Guard, Node Value) one) => one.Guard.Choose(_graph, one.Value);

    // Where it comes by several ways, the mask is that one of them is taken; what all have in common stays outside.
    private (Guard Guard, Node Value) Sum(List<(Guard Guard, Node Value)> received)
    {
        if (received.Count == 1)
            return received[0];
        Guard[] guards = [.. received.Select(one => one.Guard)];
        bool isOne = received.All(one => one.Value == received[0].Value)
            && guards.Select((guard, i) => guards.Skip(i + 1).All(guard.Excludes)).All(excludes => excludes);
        Node value = isOne
            ? received[0].Value
            : received.Select(one => Chosen((one.Guard.Without(guards), one.Value))).Aggregate(_graph.Add);
        return (Guard.Any(_graph, guards), value);
    }

    // What is computed of a gradient counts where its guard holds only, so that 0 does not become 0 times infinity.
    private void HandOn(Node y, Guard guard, Node d)
    {
        Graph g = _graph;
        Node? a = y.Operands.Count > 0 ? y.Operands[0] : null, b = y.Operands.Count > 1 ? y.Operands[1] : null;
        switch (y.Operation)
        {
            case Operation.Add:
                Receive(a!, guard, d);
                Receive(b!, guard, d);
                break;
            case Operation.Subtract:
                Receive(a!, guard, d);
                Receive(b!, guard, g.Negate(d));
                break;
            case Operation.Multiply:
                Receive(a!, guard, g.Multiply(d, b!));
                Receive(b!, guard, g.Multiply(d, a!));
                break;
            case Operation.Divide:
                Node share = g.Divide(d, b!);
                Receive(a!, guard, share);
                Receive(b!, guard, g.Negate(g.Multiply(share, y)));
                break;
            case Operation.Negate:
                Receive(a!, guard, g.Negate(d));
                break;
            case Operation.Min:
                ReceiveBy(guard, g.Of(Operation.AtLeast, b!, a!), a!, b!, d);
                break;
            case Operation.Max:
                ReceiveBy(guard, g.Of(Operation.AtLeast, a!, b!), a!, b!, d);
                break;
            case Operation.Abs:
                Receive(a!, guard.And(g.Of(Operation.Greater, a!, g.Zero), holds: true), d);
                Receive(
                    a!, guard.And(g.Of(Operation.Greater, g.Zero, a!), holds: true)?.And(g.Of(Operation.Greater, a!, g.Zero), holds: false),
                    g.Negate(d));
                break;
            case Operation.Sqrt:
                Receive(a!, guard, g.Divide(g.Multiply(d, g.Constant(0.5f)), y));
                break;
            case Operation.Exp:
                Receive(a!, guard, g.Multiply(d, y));
                break;
            case Operation.Log:
                Receive(a!, guard, g.Divide(d, a!));
                break;
            case Operation.Log1p:
                Receive(a!, guard, g.Divide(d, g.Add(g.One, a!)));
                break;
            case Operation.Sigmoid:
                Receive(a!, guard, g.Multiply(g.Multiply(d, y), g.Subtract(g.One, y)));
                break;
            case Operation.Tanh:
                Receive(a!, guard, g.Multiply(d, g.Subtract(g.One, g.Multiply(y, y))));
                break;
            case Operation.Relu:
                Receive(a!, guard.And(g.Of(Operation.Greater, a!, g.Zero), holds: true), d);
                break;
            case Operation.Softplus:
                Receive(a!, guard, g.Multiply(d, g.Of(Operation.Sigmoid, a!)));
                break;
            case Operation.Select:
                ReceiveBy(guard, a!, b!, y.Operands[2], d);
                break;
        }
    }

    private void ReceiveBy(Guard guard, Node mask, Node a, Node b, Node d)
    {
        Receive(a, guard.And(mask, holds: true), d);
        Receive(b, guard.And(mask, holds: false), d);
    }
}
