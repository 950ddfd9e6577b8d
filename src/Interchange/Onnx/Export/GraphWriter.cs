using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Export;

/// <summary>A graph in the making: adds nodes and constants and gives the names of their values.</summary>
internal sealed class GraphWriter
{
    private readonly GraphWriter? _outer;
    private readonly NameRegistry _names;
    private readonly Dictionary<string, string> _numbers = new(StringComparer.Ordinal);

    public GraphWriter(string name, string doc)
    {
        _names = new NameRegistry();
        Graph = new OnnxGraph(name) { Doc = doc };
    }

    private GraphWriter(string name, GraphWriter outer)
    {
        _outer = outer;
        _names = outer._names;
        Graph = new OnnxGraph(name);
    }

    public OnnxGraph Graph { get; }

    /// <summary>What names of values begin with: that of the layer at hand.</summary>
    public string Scope { get; set; } = "";

    /// <summary>The body of a node of this graph; it sees this graph's values.</summary>
    public GraphWriter Inner(string name) => new(name, this) { Scope = Scope };

    /// <summary>A name that nobody has.</summary>
    public string Take(string wish) => _names.Take(wish);

    /// <summary>Declares an input.</summary>
    public string Input(string name, OnnxType type, string doc, params ReadOnlySpan<OnnxDimension> shape)
    {
        name = Take(name);
        Graph.Inputs.Add(new OnnxValue(name, type, [.. shape]) { Doc = doc });
        return name;
    }

    /// <summary>Declares an input of a body, whose shape follows from what is given.</summary>
    public string BodyInput(string name, OnnxType type = OnnxType.Float)
    {
        name = Take($"{Scope}.{name}");
        Graph.Inputs.Add(new OnnxValue(name, type, default));
        return name;
    }

    /// <summary>Declares an output of a body.</summary>
    public void BodyOutput(string value)
    {
        string name = Take(value + ".out");
        Graph.Nodes.Add(new OnnxNode("Identity", [value], [name]) { Name = name });
        Graph.Outputs.Add(new OnnxValue(name, OnnxType.Float, default));
    }

    /// <summary>Gives <paramref name="value"/> to the outside as <paramref name="name"/>.</summary>
    public string Output(string name, string value, OnnxType type, string doc, params ReadOnlySpan<OnnxDimension> shape)
    {
        name = Take(name);
        Graph.Nodes.Add(new OnnxNode("Identity", [value], [name]) { Name = name });
        Graph.Outputs.Add(new OnnxValue(name, type, [.. shape]) { Doc = doc });
        return name;
    }

    /// <summary>A node of one output.</summary>
    public string Add(string op, ReadOnlySpan<string> inputs, params ReadOnlySpan<OnnxAttribute> attributes) =>
        Add(op, "", 1, inputs, attributes)[0];

    /// <summary>A node of several outputs, with what it computes as a comment.</summary>
    public string[] Add(string op, string doc, int outputs, ReadOnlySpan<string> inputs, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        string name = Take(Scope.Length == 0 ? op.ToLowerInvariant() : $"{Scope}.{op.ToLowerInvariant()}");
        var values = new string[outputs];
        for (int i = 0; i < outputs; i++)
            values[i] = i == 0 ? name : Take(name + "." + i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Graph.Nodes.Add(new OnnxNode(op, inputs.ToArray(), values) { Name = name, Doc = doc, Attributes = attributes.ToArray() });
        return values;
    }

    /// <summary>A constant of the whole model, also where a body uses it.</summary>
    public string Constant(OnnxTensor tensor)
    {
        GraphWriter root = this;
        while (root._outer is { } outer)
            root = outer;
        string name = Take(tensor.Name);
        root.Graph.Initializers.Add(tensor with { Name = name });
        return name;
    }

    public string Constant(string name, float[] values, params ReadOnlySpan<long> shape) => Constant(OnnxTensor.Of(name, values, shape));

    /// <summary>A vector of whole numbers.</summary>
    public string Longs(params long[] values) =>
        Number($"longs_{string.Join('_', values)}", name => OnnxTensor.Of(name, values, values.Length));

    /// <summary>A whole number without dimensions.</summary>
    public string Long(long value) => Number($"long_{value}", name => OnnxTensor.Of(name, [value]));

    /// <summary>A real number without dimensions.</summary>
    public string Float(float value) => Number($"float_{value:R}", name => OnnxTensor.Of(name, [value]));

    private string Number(string name, Func<string, OnnxTensor> tensor)
    {
        GraphWriter root = this;
        while (root._outer is { } outer)
            root = outer;
        if (!root._numbers.TryGetValue(name, out string? constant))
            root._numbers[name] = constant = root.Constant(tensor(name));
        return constant;
    }

    // What layers use over and over.

    public string Sum(string a, string b) => Add("Add", [a, b]);

    public string Product(string a, string b) => Add("Mul", [a, b]);

    public string Transpose(string value, params long[] order) => Add("Transpose", [value], OnnxAttribute.Of("perm", order));

    public string Unsqueeze(string value, params long[] axes) => Add("Unsqueeze", [value, Longs(axes)]);

    public string Squeeze(string value, params long[] axes) => Add("Squeeze", [value, Longs(axes)]);

    public string Concat(long axis, params ReadOnlySpan<string> values) =>
        values.Length == 1 ? values[0] : Add("Concat", values, OnnxAttribute.Of("axis", axis));

    /// <summary>One entry along an axis, which goes; negative counts from the end.</summary>
    public string Pick(string value, long index, long axis) => Add("Gather", [value, Long(index)], OnnxAttribute.Of("axis", axis));

    /// <summary>Entries <paramref name="from"/> to <paramref name="to"/> (past the last) along an axis.</summary>
    public string Slice(string value, long from, long to, long axis) => Add("Slice", [value, Longs(from), Longs(to), Longs(axis)]);

    /// <summary>The size along an axis, a vector of one number.</summary>
    public string SizeOf(string value, long axis) =>
        Add("Shape", [value], OnnxAttribute.Of("start", axis), OnnxAttribute.Of("end", axis + 1));
}
