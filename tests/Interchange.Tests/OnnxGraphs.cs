using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Tests;

/// <summary>Graphs of one LSTM as exporters write them, and what is done with its outputs.</summary>
internal static class OnnxGraphs
{
    private const int Units = 3;

    /// <summary>What the importer reads.</summary>
    public static readonly string[] Read =
        ["residual", "residual, input first, last step", "reduced sum", "reduced mean", "split product", "sliced sum", "sliced average",
            "divided average", "sum of ends", "ends by their steps", "sum and residual", "flat last", "apart sum", "rows and back",
            "last of both", "last of the sum"];

    /// <summary>What it refuses, and what it says.</summary>
    public static readonly (string Name, string Said)[] Refused =
    [
        ("reduced maximum", "'max' (ReduceMax)"),
        ("flatten", "'flat' (Flatten) puts all steps into one row"),
        ("reshape", "'flat' (Reshape) puts all steps into one row"),
        ("residual around two", "'res' (Add) adds values of two places"),
        ("merged and as it was", "taken from within"),
        ("residual and as it was", "taken from within"),
        ("difference", "'diff' (Sub)"),
    ];

    public static byte[] Write(string what)
    {
        bool both =
            what is not ("residual" or "residual, input first, last step" or "flatten" or "reshape" or "flat last" or "residual around two"
                or "residual and as it was" or "rows and back");
        var graph = new OnnxGraph("g");
        graph.Inputs.Add(new OnnxValue("x", OnnxType.Float, ["steps", "batch", Units]));
        Lstm(graph, "", "x", both);
        Add("Transpose", "t", ["y"], ["turned"], OnnxAttribute.Of("perm", [0, 2, 1, 3]));
        Add("Reshape", "r", ["turned", Longs(0, 0, (both ? 2 : 1) * Units)], ["all"]);
        string result = Of();
        if (what is "residual, input first, last step" or "flat last" or "last of both" or "last of the sum")
            Add("Gather", "last", [result, Long(-1)], ["picked"], OnnxAttribute.Of("axis", 0));
        if (what == "flat last")
            Add("Flatten", "flat", ["picked"], ["flattened"], OnnxAttribute.Of("axis", 1));
        graph.Outputs.Add(
            new OnnxValue(
                what == "flat last" ? "flattened"
                    : what is "residual, input first, last step" or "last of both" or "last of the sum" ? "picked" : result, OnnxType.Float,
                default));
        if (what is "merged and as it was" or "residual and as it was")
            graph.Outputs.Add(new OnnxValue("all", OnnxType.Float, default));
        using var stream = new MemoryStream();
        OnnxWriter.Write(new OnnxModel(graph) { IrVersion = 8, Opsets = new Dictionary<string, long> { [""] = 17 } }).WriteTo(stream);
        return stream.ToArray();

        string Of()
        {
            switch (what)
            {
                case "residual" or "residual and as it was": return Add("Add", "res", ["all", "x"], ["sum"]);
                case "residual, input first, last step": return Add("Add", "res", ["x", "all"], ["sum"]);
                case "residual around two":
                    Lstm(graph, "2", "all", both: false);
                    Add("Squeeze", "sq", ["y2", Longs(1)], ["all2"]);
                    return Add("Add", "res", ["all2", "x"], ["sum"]);
                case "reduced sum" or "last of the sum"
                    or "merged and as it was": return Add(
                        "ReduceSum", "reduced", ["y", Longs(1)], ["sum"], OnnxAttribute.Of("keepdims", 0));
                case "reduced mean": return Add(
                    "ReduceMean", "reduced", ["y"], ["sum"], OnnxAttribute.Of("axes", [1]), OnnxAttribute.Of("keepdims", 0));
                case "reduced maximum": return Add(
                    "ReduceMax", "max", ["y"], ["sum"], OnnxAttribute.Of("axes", [1]), OnnxAttribute.Of("keepdims", 0));
                case "split product":
                    graph.Nodes.Add(new OnnxNode("Split", ["y"], ["forward", "backward"])
                    {
                        Name = "split", Attributes = [OnnxAttribute.Of("axis", 1)]
                    });
                    return Add(
                        "Mul", "mul",
                        [Add("Squeeze", "sf", ["forward", Longs(1)], ["f1"]), Add("Squeeze", "sb", ["backward", Longs(1)], ["b1"])],
                        ["sum"]);
                case "sliced sum": return Add("Add", "sum", [Slice("b", Units), Slice("f", 0)], ["sum"]);
                case "difference": return Add("Sub", "diff", [Slice("f", 0), Slice("b", Units)], ["sum"]);
                case "sliced average": return Add(
                    "Mul", "half", [Add("Add", "added", [Slice("f", 0), Slice("b", Units)], ["sum"]), Single(0.5f)], ["mean"]);
                case "divided average": return Add(
                    "Div", "half", [Add("Add", "added", [Slice("f", 0), Slice("b", Units)], ["sum"]), Single(2f)], ["mean"]);
                case "sum of ends":
                    return Add(
                        "Add", "sum",
                        [Add("Gather", "gf", ["h", Long(0)], ["hf"], OnnxAttribute.Of("axis", 0)),
                            Add("Gather", "gb", ["h", Long(1)], ["hb"], OnnxAttribute.Of("axis", 0))], ["sum"]);
                case "ends by their steps":
                    return Add(
                        "Concat", "joined",
                        [Add("Gather", "gf", [Slice("f", 0), Long(-1)], ["hf"], OnnxAttribute.Of("axis", 0)),
                            Add("Gather", "gb", [Slice("b", Units), Long(0)], ["hb"], OnnxAttribute.Of("axis", 0))], ["sum"],
                            OnnxAttribute.Of("axis", 1));
                case "sum and residual": return Add(
                    "Add", "res", [Add("ReduceSum", "reduced", ["y", Longs(1)], ["sum"], OnnxAttribute.Of("keepdims", 0)), "x"],
                    ["all of it"]);
                // y.view(y.size(0), y.size(1), 2, units).sum(2)
                case "apart sum":
                    Add("Reshape", "apart", ["all", Add("Concat", "shape", [Size(0), Size(1), Longs(2, Units)], ["shape"],
                        OnnxAttribute.Of("axis", 0))], ["apart"]);
                    return Add("ReduceSum", "reduced", ["apart", Longs(2)], ["sum"], OnnxAttribute.Of("keepdims", 0));
                case "rows and back":
                    Add("Reshape", "rows", ["all", Longs(-1, Units)], ["rows"]);
                    return Add("Reshape", "back", ["rows", Add("Concat", "shape", [Size(0), Size(1), Longs(-1)], ["shape"],
                        OnnxAttribute.Of("axis", 0))], ["back"]);
                case "flatten":
                    Add("Transpose", "batch first", ["all"], ["first"], OnnxAttribute.Of("perm", [1, 0, 2]));
                    return Add("Flatten", "flat", ["first"], ["sum"]);
                case "reshape":
                    Add("Transpose", "batch first", ["all"], ["first"], OnnxAttribute.Of("perm", [1, 0, 2]));
                    return Add("Reshape", "flat", ["first", Longs(0, -1)], ["sum"]);
                default: return "all";
            }
        }

        string Add(string op, string name, string[] inputs, string[] outputs, params OnnxAttribute[] attributes)
        {
            graph.Nodes.Add(new OnnxNode(op, inputs, outputs) { Name = name, Attributes = [.. attributes] });
            return outputs[0];
        }

        string Slice(string name, int from) =>
            Add("Slice", "slice " + name, ["all", Longs(from), Longs(from + Units), Longs(2)], ["half " + name]);

        string Size(int axis) => Add(
            "Unsqueeze", $"size {axis}",
            [Add(
                "Gather", $"gather {axis}", [Add("Shape", $"shape {axis}", ["all"], [$"shape {axis}"]), Long(axis)], [$"one {axis}"]),
                Longs(0)],
            [$"size {axis}"]);

        string Longs(params long[] values) => Constant(OnnxTensor.Of($"c{graph.Initializers.Count}", values, values.Length));

        string Long(long value) => Constant(OnnxTensor.Of($"c{graph.Initializers.Count}", (long[])[value]));

        string Single(float value) => Constant(OnnxTensor.Of($"c{graph.Initializers.Count}", (float[])[value]));

        string Constant(OnnxTensor tensor)
        {
            graph.Initializers.Add(tensor);
            return tensor.Name;
        }
    }

    private static void Lstm(OnnxGraph graph, string number, string input, bool both)
    {
        int directions = both ? 2 : 1;
        var random = new Random(7);
        foreach ((string name, long[] shape) in new[] { ("w", new long[] { directions, 4 * Units, Units }),
            ("r", [directions, 4 * Units, Units]), ("b", [directions, 8 * Units]) })
            graph.Initializers.Add(
                OnnxTensor.Of(
                    name + number,
                    [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, n) => a * n)).Select(_ => (float)(random.NextDouble() - 0.5))],
                    shape));
        graph.Nodes.Add(new OnnxNode("LSTM", [input, "w" + number, "r" + number, "b" + number], ["y" + number, "h" + number])
        {
            Name = "lstm" + number,
            Attributes = [OnnxAttribute.Of("hidden_size", Units), OnnxAttribute.Of("direction", both ? "bidirectional" : "forward")],
        });
    }
}
