namespace LstmGen.Generator.Equations;

/// <summary>Makes nodes: equal ones are one, constants are folded, and what changes nothing is left out.</summary>
internal sealed class Graph
{
    private readonly Dictionary<string, Node> _nodes = [];

    public Node Constant(float value) => Make(Operation.Constant, [], value, "");

    public Node Input(string name) => Make(Operation.Input, [], 0, name);

    public Node Zero => Constant(0);

    public Node One => Constant(1);

    public Node Add(Node a, Node b) => Of(Operation.Add, a, b);

    public Node Subtract(Node a, Node b) => Of(Operation.Subtract, a, b);

    public Node Multiply(Node a, Node b) => Of(Operation.Multiply, a, b);

    public Node Divide(Node a, Node b) => Of(Operation.Divide, a, b);

    public Node Negate(Node a) => Of(Operation.Negate, a);

    public Node Select(Node mask, Node whenSet, Node otherwise) => Of(Operation.Select, mask, whenSet, otherwise);

    /// <summary>The value of an operation.</summary>
    public Node Of(Operation operation, params Node[] operands) =>
        Folded(operation, operands) ?? Simpler(operation, operands) ?? Make(operation, operands, 0, "");

    /// <summary>A node of another graph, with some inputs replaced.</summary>
    public Node Copy(Node node, IReadOnlyDictionary<string, Node> inputs)
    {
        var made = new Dictionary<Node, Node>();
        foreach (Node one in Node.Cone([node]))
        {
            Node copy = one.Operation switch
            {
                Operation.Constant => Constant(one.Value),
                Operation.Input => inputs.TryGetValue(one.Name, out Node? given) ? given : Input(one.Name),
                _ => Of(one.Operation, [.. one.Operands.Select(operand => made[operand])]),
            };
            copy.Local ??= one.Local;
            made.Add(one, copy);
        }

        return made[node];
    }

    private Node Make(Operation operation, Node[] operands, float value, string name)
    {
        string key = operation switch
        {
            Operation.Constant => "=" + BitConverter.ToInt32(BitConverter.GetBytes(value), 0),
            Operation.Input => name,
            _ => (int)operation + "(" + string.Join(",", operands.Select(operand => operand.Id)),
        };
        if (!_nodes.TryGetValue(key, out Node? node))
            _nodes.Add(key, node = new Node(_nodes.Count, operation, operands, value, name));
        return node;
    }

    private static bool IsPowerOfTwo(float value) =>
        value is >= 1f / 1024 and <= 1024 && (BitConverter.ToInt32(BitConverter.GetBytes(value), 0) & 0x7FFFFF) == 0;

    // What it is where all operands are constants; masks of constants are 1 and 0.
    private Node? Folded(Operation operation, Node[] operands)
    {
        if (operands.Any(operand => operand.Operation != Operation.Constant))
            return null;
        float a = operands[0].Value, b = operands.Length > 1 ? operands[1].Value : 0;
        return Constant(operation switch
        {
            Operation.Add => a + b,
            Operation.Subtract => a - b,
            Operation.Multiply => a * b,
            Operation.Divide => a / b,
            Operation.Negate => -a,
            Operation.Min => Math.Min(a, b),
            Operation.Max => Math.Max(a, b),
            Operation.Abs => Math.Abs(a),
            Operation.Sqrt => (float)Math.Sqrt(a),
            Operation.Exp => (float)Math.Exp(a),
            Operation.Log => (float)Math.Log(a),
            Operation.Log1p => (float)(Math.Abs(a) < 1e-4 ? a - (double)a * a * (0.5 - a / 3.0) : Math.Log(1 + (double)a)),
            Operation.Sigmoid => (float)(1 / (1 + Math.Exp(-(double)a))),
            Operation.Tanh => (float)Math.Tanh(a),
            Operation.Relu => a < 0 ? 0 : a,
            Operation.Softplus => (float)(Math.Max(a, 0.0) + Math.Log(1 + Math.Exp(-Math.Abs((double)a)))),
            Operation.Greater => a > b ? 1 : 0,
            Operation.AtLeast => a >= b ? 1 : 0,
            Operation.Equal => a == b ? 1 : 0,
            Operation.Select => a != 0 ? b : operands[2].Value,
            _ => throw new InvalidOperationException($"There is no constant of {operation}."),
        });
    }

    private Node? Simpler(Operation operation, Node[] operands)
    {
        Node a = operands[0], b = operands.Length > 1 ? operands[1] : a;
        switch (operation)
        {
            case Operation.Add:
                return a.Is(
                    0) ? b : b.Is(0) ? a : a == b ? Multiply(Constant(2), a) : b.Operation == Operation.Negate ? Subtract(a, b.Operands[0])
                    : a.Operation == Operation.Negate ? Subtract(b, a.Operands[0]) : null;
            case Operation.Subtract:
                return b.Is(0) ? a : a.Is(0) ? Negate(b) : b.Operation == Operation.Negate ? Add(a, b.Operands[0]) : null;
            case Operation.Multiply:
                if (b.Operation == Operation.Constant)
                    return Multiply(b, a);
                // Powers of two change no digit.
                if (b.Operation == Operation.Multiply && a.Operation == Operation.Constant && b.Operands[0].Operation == Operation.Constant
                    && (IsPowerOfTwo(a.Value) || IsPowerOfTwo(b.Operands[0].Value)))
                    return Multiply(Constant(a.Value * b.Operands[0].Value), b.Operands[1]);
                return a.Is(1) ? b : a.Is(-1) ? Negate(b)
                    : a.Operation == Operation.Negate
                        ? Negate(Multiply(a.Operands[0], b))
                        : b.Operation == Operation.Negate ? Negate(Multiply(a, b.Operands[0])) : null;
            case Operation.Divide:
                return b.Is(1) ? a : b.Is(-1) ? Negate(a)
                    : a.Operation == Operation.Negate
                        ? Negate(Divide(a.Operands[0], b))
                        : b.Operation == Operation.Negate ? Negate(Divide(a, b.Operands[0])) : null;
            case Operation.Negate:
                return a.Operation == Operation.Negate ? a.Operands[0]
                    : a.Operation == Operation.Subtract ? Subtract(a.Operands[1], a.Operands[0]) : null;
            case Operation.Select:
                return a.Operation == Operation.Constant ? (a.Value != 0 ? b : operands[2]) : b == operands[2] ? b : null;
            default:
                return null;
        }
    }
}
