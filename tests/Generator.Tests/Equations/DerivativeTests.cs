using LstmGen.Generator.Equations;

namespace LstmGen.Generator.Tests.Equations;

/// <summary>Derivatives where choices hold gradients back: as values, and how many nodes they take.</summary>
public class DerivativeTests
{
    private readonly Graph _g = new();

    private Node X => _g.Input("x");

    // Each has a branch that is not taken at 0 or below, where its derivative there is infinite or no number.
    [Fact]
    public void A_branch_that_is_not_taken_gives_no_gradient()
    {
        Node positive = _g.Of(Operation.Greater, X, _g.Zero);
        Node log = _g.Select(positive, _g.Of(Operation.Log, X), _g.Zero);
        Node more = _g.Select(positive, _g.Add(_g.One, _g.Of(Operation.Log, X)), _g.One);
        Assert.Equal(0, Gradient(_g.Add(log, more), 0));
        Assert.Equal(4, Gradient(_g.Add(log, more), 0.5), 1e-6);

        Node root = _g.Of(Operation.Sqrt, X), third = _g.Select(positive, _g.Multiply(root, _g.Constant(3)), _g.Zero);
        Node three = _g.Add(_g.Select(positive, root, _g.Zero), _g.Add(_g.Select(positive, _g.Add(root, _g.One), _g.One), third));
        Assert.Equal(0, Gradient(three, -1));
        Assert.Equal(0, Gradient(three, 0));
        Assert.Equal(2.5, Gradient(three, 1), 1e-6);
    }

    // Two masks, of which one, the other, both or none hold.
    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1.5)]
    [InlineData(2)]
    [InlineData(3)]
    public void Ways_that_meet_give_the_sum_of_those_that_are_taken(double x)
    {
        Node above = _g.Of(Operation.Greater, X, _g.One), below = _g.Of(Operation.AtLeast, _g.Constant(2), X);
        Node positive = _g.Of(Operation.Greater, X, _g.Zero);
        Node log = _g.Of(Operation.Log, _g.Multiply(X, _g.Constant(4)));
        Node a = _g.Select(above, _g.Multiply(log, _g.Constant(3)), X), b = _g.Select(below, _g.Select(positive, log, _g.Zero), X);
        Node c = _g.Select(positive, _g.Of(Operation.Abs, _g.Subtract(log, _g.One)), _g.Zero);
        double expected = (x > 1 ? 3 / x : 1) + (2 >= x ? x > 0 ? 1 / x : 0 : 1)
            + (x > 0 ? Math.Sign(Math.Log(4 * x) - 1) / x : 0);
        Assert.Equal(expected, Gradient(_g.Add(_g.Add(a, b), c), x), 1e-6);
    }

    // What holds more than a few masks is told by a mask of its own.
    [Fact]
    public void Many_ways_that_meet_give_the_sum_of_those_that_are_taken()
    {
        Node log = _g.Of(Operation.Log, X), sum = _g.Zero;
        for (int i = 0; i < 20; i++)
        {
            Node mask = _g.Of(Operation.Equal, _g.Multiply(X, _g.Constant(2)), _g.Constant(i));
            sum = _g.Add(sum, _g.Select(mask, _g.Multiply(log, _g.Constant(i + 1)), _g.Constant(i)));
        }

        Assert.Equal(0, Gradient(sum, 0.25));
        Assert.Equal(8 / 3.5, Gradient(sum, 3.5), 1e-6);
    }

    [Fact]
    public void Chains_of_choices_take_nodes_in_proportion_to_their_length()
    {
        int ten = Nodes(10), twenty = Nodes(20), forty = Nodes(40);
        Assert.Equal(twenty - ten, (forty - twenty) / 2);

        static int Nodes(int length)
        {
            var g = new Graph();
            Node x = g.Input("x"), y = x;
            for (int i = 0; i < length; i++)
                y = g.Select(
                    g.Of(Operation.Greater, y, g.Constant(i)), g.Multiply(y, g.Input("a" + i)),
                    g.Divide(y, g.Add(g.One, g.Of(Operation.Abs, y))));
            Node gradient = new Derivatives(g, [(y, g.Input("d"))])[x]!;
            return Node.Cone([gradient]).Count;
        }
    }

    [Fact]
    public void A_formula_for_readers_ends_where_it_is_long()
    {
        Node y = X;
        for (int i = 0; i < 60; i++)
            y = _g.Select(_g.Of(Operation.Greater, y, _g.Zero), y, _g.Multiply(_g.Constant(0.1f), y));
        var infix = new Infix(new Dictionary<Node, string>());
        string text = infix.Of(y);
        Assert.InRange(text.Length, 300, 10_000);
        Assert.Contains("...", text, StringComparison.Ordinal);
        Assert.Equal("x + 1", infix.Of(_g.Add(X, _g.One)));
    }

    private double Gradient(Node y, double x)
    {
        Node? gradient = new Derivatives(_g, [(y, _g.Input("d"))])[X];
        if (gradient is null)
            return 0;
        var values = new Dictionary<Node, double>();
        foreach (Node node in Node.Cone([gradient]))
            values[node] = Value(node, [.. node.Operands.Select(operand => values[operand])], x);
        return values[gradient];
    }

    private static double Value(Node node, double[] of, double x) => node.Operation switch
    {
        Operation.Constant => node.Value,
        Operation.Input => node.Name == "d" ? 1 : x,
        Operation.Add => of[0] + of[1],
        Operation.Subtract => of[0] - of[1],
        Operation.Multiply => of[0] * of[1],
        Operation.Divide => of[0] / of[1],
        Operation.Negate => -of[0],
        Operation.Abs => Math.Abs(of[0]),
        Operation.Sqrt => Math.Sqrt(of[0]),
        Operation.Log => Math.Log(of[0]),
        Operation.Greater => of[0] > of[1] ? 1 : 0,
        Operation.AtLeast => of[0] >= of[1] ? 1 : 0,
        Operation.Equal => of[0] == of[1] ? 1 : 0,
        Operation.Select => of[0] != 0 ? of[1] : of[2],
        _ => throw new InvalidOperationException($"{node.Operation} is not computed here"),
    };
}
