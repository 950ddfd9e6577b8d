namespace LstmGen.Generator.Equations;

/// <summary>The functions that equations may call, by the types that have them.</summary>
internal static class Functions
{
    private static readonly Dictionary<string, (int Arity, Func<Graph, Node[], Node> Build)> All = new()
    {
        ["Sigmoid"] = One(Operation.Sigmoid),
        ["Tanh"] = One(Operation.Tanh),
        ["Relu"] = One(Operation.Relu),
        ["Exp"] = One(Operation.Exp),
        ["Log"] = One(Operation.Log),
        ["Log1p"] = One(Operation.Log1p),
        ["Softplus"] = One(Operation.Softplus),
        ["Sqrt"] = One(Operation.Sqrt),
        ["Abs"] = One(Operation.Abs),
        ["Min"] = (2, (g, x) => g.Of(Operation.Min, x)),
        ["Max"] = (2, (g, x) => g.Of(Operation.Max, x)),
        ["LogSigmoid"] = (1, (g, x) => g.Negate(g.Of(Operation.Softplus, g.Negate(x[0])))),
        ["Square"] = (1, (g, x) => g.Multiply(x[0], x[0])),
        ["Clamp"] = (3, (g, x) => Clamp(g, x[0], x[1], x[2])),
        ["Pow"] = (2, (g, x) => WholePower(g, x[0], x[1]) ?? g.Of(Operation.Exp, g.Multiply(x[1], g.Of(Operation.Log, x[0])))),
        ["Silu"] = (1, (g, x) => g.Multiply(x[0], g.Of(Operation.Sigmoid, x[0]))),
        ["Softsign"] = (1, (g, x) => g.Divide(x[0], g.Add(g.One, g.Of(Operation.Abs, x[0])))),
        ["LeakyRelu"] = (2, (g, x) => g.Select(IsPositive(g, x[0]), x[0], g.Multiply(x[1], x[0]))),
        ["Elu"] =
            (1, (g, x) => g.Select(IsPositive(g, x[0]), x[0], g.Subtract(g.Of(Operation.Exp, g.Of(Operation.Min, x[0], g.Zero)), g.One))),
        ["HardSigmoid"] = (1, (g, x) => Clamp(g, g.Add(g.Divide(x[0], g.Constant(6)), g.Constant(0.5f)), g.Zero, g.One)),
        ["HardTanh"] = (1, (g, x) => Clamp(g, x[0], g.Constant(-1), g.One)),
    };

    // Those of MathF whose names, arguments and results are those of Equations, Pow for whole exponents only; Math's are for double, but
    // for these.
    private static readonly HashSet<string> OfMathF = ["Tanh", "Exp", "Log", "Sqrt", "Abs", "Min", "Max", "Pow"],
        OfMath = ["Abs", "Min", "Max", "Clamp"];

    // Greater ones take more multiplications than the exponential, and round more.
    private const int GreatestPower = 32;

    /// <summary>Names for a message.</summary>
    public static string List => string.Join(", ", All.Keys);

    /// <summary>The value of a call; null where it is none of the functions.</summary>
    public static Node? Call(Graph graph, string type, string name, Node[] arguments)
    {
        bool known = type switch
        {
            "LstmGen.Equations" => All.ContainsKey(name),
            "System.MathF" => OfMathF.Contains(name),
            "System.Math" => OfMath.Contains(name),
            _ => false,
        };
        return known && All[name].Arity == arguments.Length ? All[name].Build(graph, arguments) : null;
    }

    /// <summary>Whether a call is of MathF's power with an exponent for which x may be below 0 and there is no derivative here.</summary>
    public static bool IsOtherPower(string type, string name, Node[] arguments) =>
        type == "System.MathF" && name == "Pow" && !IsWhole(arguments[1]);

    private static bool IsWhole(Node exponent) =>
        exponent is { Operation: Operation.Constant, Value: >= -GreatestPower and <= GreatestPower and var value }
            && value == Math.Floor(value);

    // By repeated squaring, so that x may be 0 or less.
    private static Node? WholePower(Graph g, Node x, Node exponent)
    {
        if (!IsWhole(exponent))
            return null;
        Node power = g.One;
        for (int bit = GreatestPower; bit > 0; bit /= 2)
        {
            power = g.Multiply(power, power);
            if (((int)Math.Abs(exponent.Value) & bit) != 0)
                power = g.Multiply(power, x);
        }

        return exponent.Value < 0 ? g.Divide(g.One, power) : power;
    }

    private static (int, Func<Graph, Node[], Node>) One(Operation operation) => (1, (g, x) => g.Of(operation, x));

    private static Node IsPositive(Graph g, Node x) => g.Of(Operation.Greater, x, g.Zero);

    private static Node Clamp(Graph g, Node x, Node low, Node high) => g.Of(Operation.Min, g.Of(Operation.Max, x, low), high);
}
