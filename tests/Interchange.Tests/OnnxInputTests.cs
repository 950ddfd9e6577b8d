using LstmGen.Interchange.Onnx.Model;
using static LstmGen.Interchange.Tests.OnnxBuilder;

namespace LstmGen.Interchange.Tests;

/// <summary>Inputs of operators that a graph may compute: first states, lengths, biases. What none declares is not passed over.</summary>
public sealed class OnnxInputTests
{
    [Theory]
    [InlineData("state of the layer before", "'second' (LSTM) starts from a state that the graph computes")]
    [InlineData("cell of the layer before", "'second' (LSTM) starts from a state that the graph computes")]
    [InlineData("ones", "'second' (LSTM) starts from a state that the graph computes")]
    [InlineData("sequence", "'second' (LSTM) starts from a state that the graph computes")]
    [InlineData("constant", "'second' (LSTM) starts from a state that was trained")]
    [InlineData("zeros", null)]
    [InlineData("constant zeros", null)]
    [InlineData("expanded zeros", null)]
    [InlineData("expanded zeros in double precision", null)]
    [InlineData("part of constant zeros", null)]
    [InlineData("input", null)]
    [InlineData("none", null)]
    public void A_first_state(string state, string? said)
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3);
        string second = graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]);
        string h = state switch
        {
            "state of the layer before" => "first.h",
            "cell of the layer before" => "first.c",
            "ones" or "zeros" => graph.Add(
                "ConstantOfShape", state, [graph.Add("Shape", "sizes", ["first.h"])],
                new OnnxAttribute("value") { Tensor = OnnxTensor.Of("", [state == "ones" ? 1f : 0f], 1) }),
            "sequence" => "x",
            "constant" => graph.Floats(1, 1, Units),
            "constant zeros" => graph.Zeros(1, 1, Units),
            "expanded zeros" => graph.Add("Expand", "repeated", [graph.Zeros(1, 4, Units), graph.Longs(1, 4, Units)]),
            "expanded zeros in double precision" => graph.Add(
                "Expand", "repeated", [graph.DoubleZeros(1, 1, Units), graph.Longs(1, 4, Units)]),
            "part of constant zeros" => graph.Add(
                "Slice", "part", [graph.Zeros(2, 1, Units), graph.Longs(1), graph.Longs(2), graph.Longs(0)]),
            "input" => graph.Input("h", 1, 1, Units),
            _ => "",
        };
        graph.Lstm("second", second, Units, "", h);
        WeightFile file = graph.Read("second.y");
        Same(said, file);
        Assert.Equal(
            state == "constant" ? 1 : 0, // zeros are no weights that are left over
            file.Tensors.Count(tensor => tensor.Name.StartsWith("constant", StringComparison.Ordinal)));
    }

    /// <summary>PyTorch writes equal weights once, and <c>Identity</c> for the others.</summary>
    [Theory]
    [InlineData("Identity")]
    [InlineData("Slice")]
    public void What_is_computed_of_a_weight_that_is_left_over_is_no_second_one(string op)
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3);
        string flow = graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]), weight = graph.Floats(Units);
        string other = op == "Identity"
            ? graph.Add(op, "other", [weight])
            : graph.Add(op, "other", [weight, graph.Longs(0), graph.Longs(Units), graph.Longs(0)]);
        WeightFile file = graph.Read(graph.Add("BatchNormalization", "norm", [flow, weight, weight, other, other]));
        Same("node 'norm' (BatchNormalization) is not read", file);
        Assert.Single(file.Tensors, tensor => tensor.Name == weight);
    }

    [Theory]
    [InlineData("constant", false, "'first' (LSTM) has lengths of sequences that are no input")]
    [InlineData("shorter", true, "'first' (LSTM) has lengths of sequences that are no input")]
    [InlineData("all steps", true, null)]
    [InlineData("input", false, null)]
    [InlineData("none", false, null)]
    public void Lengths(string lengths, bool stepsAreFixed, string? said)
    {
        var graph = new OnnxBuilder(stepsAreFixed);
        string given = lengths switch
        {
            "constant" or "all steps" => graph.Ints(Steps),
            "shorter" => graph.Ints(Steps - 2),
            "input" => graph.Input("lengths", OnnxType.Int32, "batch"),
            _ => "",
        };
        graph.Lstm("first", "x", 3, given);
        Same(said, graph.Read("first.y"));
    }

    [Theory]
    [InlineData("Gemm", "input", "node 'layer' (Gemm) is not read")]
    [InlineData("Gemm", "values", "node 'layer' (Gemm) is not read")]
    [InlineData("Gemm", "one for each row", "node 'layer' (Gemm) is not read")]
    [InlineData("Gemm", "constant", null)]
    [InlineData("Gemm", "none", null)]
    [InlineData("Conv", "input", "node 'layer' (Conv) is not read")]
    [InlineData("Conv", "constant", null)]
    [InlineData("LayerNormalization", "input", "node 'layer' (LayerNormalization) is not read")]
    [InlineData("LayerNormalization", "constant", null)]
    [InlineData("MatMul", "one for each row", "node 'bias' (Add) is not read")]
    [InlineData("MatMul", "constant", null)]
    public void A_bias(string op, string bias, string? said)
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3);
        string flow = graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]);
        if (op == "Gemm")
            flow = graph.Add("Gather", "last", [flow, graph.Long(-1)], OnnxAttribute.Of("axis", 0));
        if (op == "Conv")
            flow = graph.Add("Transpose", "turned", [flow], OnnxAttribute.Of("perm", [1, 2, 0]));
        string b = bias switch
        {
            "input" => graph.Input("b", Units),
            "values" => flow,
            "one for each row" => graph.Floats(Units, 1),
            "constant" => graph.Floats(Units),
            _ => "",
        };
        string weight = op switch
        {
            "Conv" => graph.Floats(Units, Units, 1), "LayerNormalization" => graph.Floats(Units), _ => graph.Floats(Units, Units),
        };
        string result = op == "MatMul"
            ? graph.Add("Add", "bias", [graph.Add(op, "layer", [flow, weight]), b])
            : graph.Add(op, "layer", [flow, weight, .. b.Length > 0 ? (string[])[b] : []]);
        WeightFile file = graph.Read(result);
        Same(said, file);
        if (said is null)
            Assert.Equal(bias == "constant", file.Tensors[^1].Name.EndsWith(".bias", StringComparison.Ordinal));
    }
}
