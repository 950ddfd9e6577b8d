namespace LstmGen.Generator.Equations;

/// <summary>What equations give where every input is zero, as in the units that fill up a vector.</summary>
internal static class AtZero
{
    /// <summary>Whether all of some values are zero then.</summary>
    public static bool Holds(IEnumerable<Node> roots)
    {
        Node[] all = [.. roots];
        var values = new Dictionary<Node, double>();
        foreach (Node node in Node.Cone(all))
            values[node] = Value(node, [.. node.Operands.Select(operand => values[operand])]);
        return all.All(root => values[root] == 0);
    }

    private static double Value(Node node, double[] of) => node.Operation switch
    {
        Operation.Constant => node.Value,
        Operation.Input => 0,
        Operation.Add => of[0] + of[1],
        Operation.Subtract => of[0] - of[1],
        Operation.Multiply => of[0] * of[1],
        Operation.Divide => of[0] / of[1],
        Operation.Negate => -of[0],
        Operation.Min => Math.Min(of[0], of[1]),
        Operation.Max => Math.Max(of[0], of[1]),
        Operation.Abs => Math.Abs(of[0]),
        Operation.Sqrt => Math.Sqrt(of[0]),
        Operation.Exp => Math.Exp(of[0]),
        Operation.Log => Math.Log(of[0]),
        Operation.Log1p => Math.Log(1 + of[0]),
        Operation.Sigmoid => 1 / (1 + Math.Exp(-of[0])),
        Operation.Tanh => Math.Tanh(of[0]),
        Operation.Relu => Math.Max(of[0], 0),
        Operation.Softplus => Math.Log(1 + Math.Exp(of[0])),
        Operation.Greater => of[0] > of[1] ? 1 : 0,
        Operation.AtLeast => of[0] >= of[1] ? 1 : 0,
        Operation.Equal => of[0] == of[1] ? 1 : 0,
        Operation.Select => of[0] != 0 ? of[1] : of[2],
        _ => double.NaN,
    };
}
