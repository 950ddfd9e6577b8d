using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Tests;

/// <summary>A graph of values [steps, batch, 3], written node by node.</summary>
internal sealed class OnnxBuilder
{
    private readonly OnnxGraph _graph = new("g");
    private int _unnamed;

    public const int Units = 2, Steps = 7, Rows = 2;

    /// <summary>Draws the numbers of constants; null where they are 1, 2, ...</summary>
    public Random? Random { get; init; }

    public OnnxBuilder(bool stepsAreFixed = false, bool rowsAreFixed = false) => _graph.Inputs.Add(
        new OnnxValue("x", OnnxType.Float, [stepsAreFixed ? Steps : "steps", rowsAreFixed ? Rows : "batch", 3]));

    public OnnxBuilder(OnnxType type, params OnnxDimension[] shape) => _graph.Inputs.Add(new OnnxValue("x", type, [.. shape]));

    public string Add(string op, string name, string[] inputs, params OnnxAttribute[] attributes)
    {
        _graph.Nodes.Add(new OnnxNode(op, inputs, [name + ".y"]) { Name = name, Attributes = [.. attributes] });
        return name + ".y";
    }

    public void Lstm(string name, string input, int inputs, string lengths = "", string h = "", bool both = false, int units = Units)
    {
        int directions = both ? 2 : 1;
        _graph.Nodes.Add(
            new OnnxNode(
                "LSTM", [input, Floats(directions, 4 * units, inputs), Floats(directions, 4 * units, units), "", lengths, h],
                [name + ".y", name + ".h", name + ".c"])
            {
                Name = name,
                Attributes = [OnnxAttribute.Of("hidden_size", units), OnnxAttribute.Of("direction", both ? "bidirectional" : "forward")],
            });
    }

    public string Input(string name, params OnnxDimension[] shape) => Input(name, OnnxType.Float, shape);

    public string Input(string name, OnnxType type, params OnnxDimension[] shape)
    {
        _graph.Inputs.Add(new OnnxValue(name, type, [.. shape]));
        return name;
    }

    public string Floats(params long[] shape) => Constant(shape, i => Random is null ? 1 + i : Random.NextSingle() - 0.5f);

    /// <summary>1, 2, ...</summary>
    public string Numbers(long count) => Constant([count], i => 1 + i);

    public string Float(float value) => Constant(OnnxTensor.Of(Next, (float[])[value], 1));

    /// <summary>A number without dimensions that is almost zero.</summary>
    public string Tiny() => Constant(OnnxTensor.Of(Next, (float[])[1e-9f]));

    public string Zeros(params long[] shape) => Constant(shape, _ => 0);

    public string DoubleZeros(params long[] shape) =>
        Constant(new OnnxTensor(Next, OnnxType.Double, [.. shape], new byte[8 * shape.Aggregate(1L, (a, n) => a * n)]));

    public string Ints(int value) => Constant(new OnnxTensor(Next, OnnxType.Int32, [1], BitConverter.GetBytes(value)));

    public string Longs(params long[] values) => Constant(OnnxTensor.Of(Next, values, values.Length));

    public string Long(long value) => Constant(OnnxTensor.Of(Next, (long[])[value]));

    /// <summary>A shape as PyTorch writes it: each size is that of a value (<c>"x.1"</c>) or a number.</summary>
    public string Shape(params string[] sizes) => Add("Concat", Node, [.. sizes.Select(size => size.Split('.') switch
    {
        [.. var value, var dimension] when value.Length > 0 => Add(
            "Unsqueeze", Node,
            [Add("Gather", Node, [Add("Shape", Node, [string.Join('.', value)]), Long(long.Parse(dimension, null))]), Longs(0)]),
        _ => Longs(long.Parse(size, null)),
    })], OnnxAttribute.Of("axis", 0));

    /// <summary>Whether a step is one of its row's own, as <c>torch.arange(x.size(1))[None, :] &lt; lengths[:, None]</c>.</summary>
    public string Mask(string value, int steps, string lengths, params long[] added)
    {
        string size = Add("Gather", Node, [Add("Shape", Node, [value]), Long(steps)]);
        return Add(
            "Less", Node,
            [Add("Unsqueeze", Node, [Add("Range", Node, [Long(0), size, Long(1)]), Longs([0, .. added])]),
                Add("Unsqueeze", Node, [lengths, Longs([1, .. added])])]);
    }

    public WeightFile Read(string output) => WeightFile.Read(new MemoryStream(Bytes(output)));

    /// <summary>The file of the graph that gives this value.</summary>
    public byte[] Bytes(string output)
    {
        _graph.Outputs.Add(new OnnxValue(output, OnnxType.Float, default));
        using var stream = new MemoryStream();
        OnnxWriter.Write(new OnnxModel(_graph) { IrVersion = 8, Opsets = new Dictionary<string, long> { [""] = 17 } }).WriteTo(stream);
        return stream.ToArray();
    }

    /// <summary>Fails unless a file is read, or refused in these words.</summary>
    public static void Same(string? said, WeightFile file)
    {
        string? why = file.Sketch!.NoChain ?? file.Sketch.Layers.FirstOrDefault(layer => layer.Problem is not null)?.Problem;
        if (said is null)
        {
            Assert.Null(why);
            return;
        }

        Assert.Contains(said, why, StringComparison.Ordinal);
        Assert.Contains(file.Notes, note => note.Contains(said, StringComparison.Ordinal));
    }

    // Nodes that no test speaks of.
    private string Node => $"node{_unnamed++}";

    private string Next => $"constant{_graph.Initializers.Count}";

    private string Constant(long[] shape, Func<int, float> value) => Constant(
        OnnxTensor.Of(Next, [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, n) => a * n)).Select(value)], shape));

    private string Constant(OnnxTensor tensor)
    {
        _graph.Initializers.Add(tensor);
        return tensor.Name;
    }
}
