using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;
using static LstmGen.Interchange.Tests.OnnxBuilder;

namespace LstmGen.Interchange.Tests;

/// <summary>
/// Masks in a graph: those that are provably the first steps of each row, as many as its length, are what a declared model does by itself.
/// </summary>
public sealed class OnnxMaskTests
{
    private const float Lowest = float.NegativeInfinity;

    [Theory]
    [InlineData("Mul", null)]
    [InlineData("Mul, mask first", null)]
    [InlineData("Where", null)]
    [InlineData("Where of padding", null)]
    [InlineData("Where of a filled tensor", null)]
    [InlineData("Where of the wrong side", "node 'masked' (Where) is not read")]
    [InlineData("Mul by an input", "node 'masked' (Mul) makes or applies a mask of the input 'mask', which may leave out steps")]
    [InlineData("Mul of steps and rows exchanged", "node 'masked' (Mul) applies a mask that is not that of the steps and rows")]
    [InlineData("Mul by one step more", "node 'masked' (Mul) applies a mask that is not that of the steps and rows")]
    [InlineData("Mul by other lengths", "node 'masked' (Mul) reads the lengths 'others', and another node the lengths 'lengths'")]
    public void A_mask_over_every_step(string what, string? said)
    {
        var graph = new OnnxBuilder(OnnxType.Float, "batch", "steps", 3);
        string lengths = graph.Input("lengths", OnnxType.Int64, "batch"), flow = Lstm(graph, what == "Mul by other lengths" ? lengths : "");
        string mask = what switch
        {
            "Mul of steps and rows exchanged" => graph.Add(
                "Transpose", "turned", [graph.Mask("x", 1, lengths)], OnnxAttribute.Of("perm", [1, 0])),
            "Mul by one step more" => graph.Mask("x", 1, graph.Add("Add", "more", [lengths, graph.Long(1)])),
            "Mul by other lengths" => graph.Mask("x", 1, graph.Input("others", OnnxType.Int64, "batch")),
            _ => graph.Mask("x", 1, lengths),
        };
        mask = graph.Add("Unsqueeze", "wide", [mask, graph.Longs(-1)]);
        string number = graph.Add("Cast", "number", [mask], OnnxAttribute.Of("to", (long)OnnxType.Float));
        string padding = graph.Add("Not", "padding", [mask]);
        Same(said, graph.Read(what switch
        {
            "Mul, mask first" => graph.Add("Mul", "masked", [number, flow]),
            "Where" => graph.Add("Where", "masked", [mask, flow, graph.Zeros(1)]),
            "Where of padding" => graph.Add("Where", "masked", [padding, graph.Zeros(1), flow]),
            "Where of a filled tensor" => graph.Add("Where", "masked", [mask, flow, graph.Add(
                "ConstantOfShape", "filled", [graph.Add("Shape", "sizes", [flow])],
                new OnnxAttribute("value") { Tensor = OnnxTensor.Of("", [-1e4f], 1) })]),
            "Where of the wrong side" => graph.Add("Where", "masked", [padding, flow, graph.Zeros(1)]),
            "Mul by an input" => graph.Add("Mul", "masked", [flow, graph.Input("mask", "batch", "steps", 1)]),
            _ => graph.Add("Mul", "masked", [flow, number]),
        }));
    }

    [Theory]
    [InlineData("sum of the mask", null)]
    [InlineData("sum of the mask, at least", null)]
    [InlineData("lengths", null)]
    [InlineData("lengths in the wrong place", "node 'mean' (Div) reads the sum of each row's own steps")]
    [InlineData("other lengths", "node 'mean' (Div) reads the lengths 'others', and another node the lengths 'lengths'")]
    [InlineData("mean of all", "node 'mean' (ReduceMean) takes the mean of all steps, padding too")]
    [InlineData("no division", "node 'mean' (Sigmoid) reads the sum of each row's own steps")]
    public void The_mean_of_valid_steps(string what, string? said)
    {
        var graph = new OnnxBuilder(OnnxType.Float, "batch", "steps", 3);
        string lengths = graph.Input("lengths", OnnxType.Int64, "batch"), flow = Lstm(graph);
        string mask = graph.Add(
            "Cast", "number", [graph.Add("Unsqueeze", "wide", [graph.Mask("x", 1, lengths), graph.Longs(2)])],
            OnnxAttribute.Of("to", (long)OnnxType.Float));
        string masked = graph.Add("Mul", "masked", [flow, mask]);
        OnnxAttribute gone = OnnxAttribute.Of("keepdims", 0);
        string sum = graph.Add("ReduceSum", "sum", [masked, graph.Longs(1)], gone);
        string count = graph.Add("ReduceSum", "count", [mask, graph.Longs(1)], gone);
        WeightFile file = graph.Read(what switch
        {
            "sum of the mask" => graph.Add("Div", "mean", [sum, count]),
            "sum of the mask, at least" => graph.Add("Div", "mean", [sum, graph.Add("Clip", "least", [count, graph.Tiny()])]),
            "lengths" => graph.Add("Div", "mean", [sum, graph.Add("Reshape", "column", [lengths, graph.Longs(-1, 1)])]),
            "lengths in the wrong place" => graph.Add("Div", "mean", [sum, lengths]),
            "other lengths" => graph.Add(
                "Div", "mean",
                [sum, graph.Add("Unsqueeze", "column", [graph.Input("others", OnnxType.Int64, "batch"), graph.Longs(1)])]),
            "mean of all" => graph.Add("ReduceMean", "mean", [masked], OnnxAttribute.Of("axes", [1L])),
            _ => graph.Add("Sigmoid", "mean", [sum]),
        });
        Same(said, file);
        if (said is null)
            Assert.Equal("Mean", Assert.Single(file.Sketch!.Layers, layer => layer.Kind == LayerKind.Pooling).Pooling);
    }

    [Theory]
    [InlineData(Lowest, null)]
    [InlineData(float.MinValue, null)]
    [InlineData(-1e4f, null)] // an LSTM gives no less than -1
    [InlineData(-1f, null)]
    [InlineData(-0.5f, "node 'maximum' (ReduceMax) takes the maximum of all steps, padding too")]
    [InlineData(0f, "node 'maximum' (ReduceMax) takes the maximum of all steps, padding too")]
    public void The_maximum_of_valid_steps(float fill, string? said)
    {
        var graph = new OnnxBuilder(OnnxType.Float, "batch", "steps", 3);
        string mask = graph.Mask("x", 1, graph.Input("lengths", OnnxType.Int64, "batch"), 2), flow = Lstm(graph);
        string masked = graph.Add("Where", "masked", [mask, flow, graph.Float(fill)]);
        WeightFile file = graph.Read(graph.Add("ReduceMax", "maximum", [masked], OnnxAttribute.Of("axes", [1L])));
        Same(said, file);
        if (said is null)
            Assert.Equal("Max", Assert.Single(file.Sketch!.Layers, layer => layer.Kind == LayerKind.Pooling).Pooling);
    }

    [Theory]
    [InlineData(false, -1e4f, "node 'maximum' (ReduceMax) takes the maximum of all steps")] // a dense layer gives any number
    [InlineData(false, Lowest, null)]
    [InlineData(true, 0f, null)]
    public void The_maximum_behind_a_layer_of_each_step(bool relu, float fill, string? said)
    {
        var graph = new OnnxBuilder(OnnxType.Float, "batch", "steps", 3);
        string mask = graph.Mask("x", 1, graph.Input("lengths", OnnxType.Int64, "batch"), 2);
        string flow = graph.Add("MatMul", "dense", [Lstm(graph), graph.Floats(Units, 4)]);
        flow = relu ? graph.Add("Relu", "relu", [flow]) : flow;
        string masked = graph.Add("Where", "masked", [mask, flow, graph.Float(fill)]);
        Same(said, graph.Read(graph.Add("ReduceMax", "maximum", [masked], OnnxAttribute.Of("axes", [1L]))));
    }

    // The reverse direction begins with the padding, which the mask comes too late for.
    [Theory]
    [InlineData(false, "'first' (LSTM) has no lengths, and its reverse direction begins with the padding of shorter rows")]
    [InlineData(true, null)]
    public void A_mask_behind_a_layer_in_both_directions(bool hasLengths, string? said)
    {
        var graph = new OnnxBuilder();
        string lengths = graph.Input("lengths", OnnxType.Int64, "batch");
        graph.Lstm("first", "x", 3, hasLengths ? lengths : "", both: true);
        string turned = graph.Add("Transpose", "turned", ["first.y"], OnnxAttribute.Of("perm", [2, 0, 1, 3]));
        string flow = graph.Add("Reshape", "both", [turned, graph.Longs(0, 0, -1)]);
        string size = graph.Add("Gather", "size", [graph.Add("Shape", "sizes", ["x"]), graph.Long(0)]);
        string steps = graph.Add("Range", "steps", [graph.Long(0), size, graph.Long(1)]);
        string mask = graph.Add(
            "Less", "mask", [steps, graph.Add("Unsqueeze", "column", [lengths, graph.Longs(1)])]);
        string masked = graph.Add("Where", "masked", [graph.Add("Unsqueeze", "wide", [mask, graph.Longs(2)]), flow, graph.Zeros(1)]);
        Same(said, graph.Read(masked));
    }

    // A final state comes after the padding, whatever is masked before.
    [Fact]
    public void A_masked_input_and_the_final_state()
    {
        var graph = new OnnxBuilder(OnnxType.Float, "batch", "steps", 3);
        string mask = graph.Mask("x", 1, graph.Input("lengths", OnnxType.Int64, "batch"), 2);
        string masked = graph.Add("Where", "masked", [mask, "x", graph.Zeros(1)]);
        graph.Lstm("first", graph.Add("Transpose", "turned", [masked], OnnxAttribute.Of("perm", [1, 0, 2])), 3);
        Same(
            "'first' (LSTM) has no lengths, as another layer has",
            graph.Read(graph.Add("Squeeze", "state", ["first.h", graph.Longs(0)])));
    }

    [Fact]
    public void A_mask_of_token_ids_may_have_holes()
    {
        var graph = new OnnxBuilder(OnnxType.Int64, "batch", "steps");
        string padding = graph.Add("Equal", "is padding", ["x", graph.Long(0)]);
        graph.Lstm(
            "first",
            graph.Add(
                "Transpose", "turned", [graph.Add("Gather", "words", [graph.Floats(9, 3), "x"])], OnnxAttribute.Of("perm", [1, 0, 2])), 3);
        string flow = graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]);
        WeightFile file = graph.Read(graph.Add("Where", "masked", [padding, graph.Zeros(1), flow]));
        Same("node 'is padding' (Equal) makes or applies a mask of the input 'x', which may leave out steps within a row", file);
        Same("Compute the mask from lengths, torch.arange(x.size(1)) < lengths[:, None]", file);
    }

    [Theory]
    [InlineData("none", "", null)]
    [InlineData("-inf", "", null)]
    [InlineData("-1e9", "", null)]
    [InlineData("-1", "", "node 'weights' (Softmax) takes the softmax of all steps, padding too")]
    [InlineData("packed", "", "node 'weights' (Softmax) takes the softmax of all steps, padding too")]
    [InlineData("none", "Tanh", "node 'weights' (Softmax) takes a softmax over the steps, which is read where it weighs them by one")]
    [InlineData("none", "MatMul", "node 'weighted' (Mul) weighs the steps by a softmax of something else than one linear layer")]
    public void Attention_over_the_steps(string mask, string between, string? said)
    {
        var graph = new OnnxBuilder(OnnxType.Float, "batch", "steps", 3);
        string lengths = mask == "none" ? "" : graph.Input("lengths", OnnxType.Int64, "batch");
        string valid = mask is "none" or "packed" ? "" : graph.Mask("x", 1, lengths, 2);
        string flow = Lstm(graph, mask == "packed" ? lengths : "");
        string hidden = between == "MatMul" ? graph.Add("MatMul", "hidden", [flow, graph.Floats(Units, Units)]) : flow;
        string scores = graph.Add("MatMul", "scores", [hidden, graph.Floats(Units, 1)]);
        scores = between == "Tanh" ? graph.Add("Tanh", "between", [scores]) : scores;
        if (valid.Length > 0)
            scores = graph.Add("Where", "valid", [valid, scores, graph.Float(mask == "-inf" ? Lowest : float.Parse(mask, null))]);
        string weights = graph.Add("Softmax", "weights", [scores], OnnxAttribute.Of("axis", 1));
        string sum = graph.Add(
            "ReduceSum", "sum", [graph.Add("Mul", "weighted", [weights, flow]), graph.Longs(1)], OnnxAttribute.Of("keepdims", 0));
        WeightFile file = graph.Read(graph.Add("Gemm", "head", [sum, graph.Floats(Units, 4), graph.Floats(4)]));
        Same(said, file);
        if (said is null)
        {
            ProposedModel proposed = Proposal.Of(file);
            Assert.Contains("Pooling = Pooling.Attention", proposed.ToCSharp("Made", null), StringComparison.Ordinal);
            Assert.Contains(proposed.Tensors, tensor => tensor.Name.EndsWith(".attention.weight", StringComparison.Ordinal));
            Assert.Equal([0f], Assert.Single(
                proposed.Tensors, tensor => tensor.Name.EndsWith(".attention.bias", StringComparison.Ordinal)).ToSingles());
        }
    }

    // The windows of a convolution without padding reach past the end of a row by one step less than they have.
    [Theory]
    [InlineData(0, "'first' (LSTM) reads the lengths of before the convolution")]
    [InlineData(2, null)]
    public void Lengths_behind_a_convolution(int less, string? said)
    {
        var graph = new OnnxBuilder(OnnxType.Float, "batch", 3, "steps");
        string lengths = graph.Input("lengths", OnnxType.Int64, "batch");
        string conv = graph.Add("Conv", "conv", ["x", graph.Floats(3, 3, 3)]);
        graph.Lstm(
            "first", graph.Add("Transpose", "turned", [conv], OnnxAttribute.Of("perm", [2, 0, 1])), 3,
            less == 0 ? lengths : graph.Add("Sub", "less", [lengths, graph.Long(less)]));
        Same(said, graph.Read("first.y"));
    }

    // It reads the tokens at padding, where a declared model reads zeros.
    [Theory]
    [InlineData(true, true, null)]
    [InlineData(false, true, "node 'conv' (Conv) reads the embeddings of the tokens at padding")]
    [InlineData(false, false, null)]
    public void A_convolution_of_embeddings(bool hasZeros, bool hasLengths, string? said)
    {
        var graph = new OnnxBuilder(OnnxType.Int64, "batch", "steps");
        string words = graph.Add("Gather", "words", [hasZeros ? graph.Zeros(9, 3) : graph.Floats(9, 3), "x"]);
        string conv = graph.Add(
            "Conv", "conv", [graph.Add("Transpose", "values", [words], OnnxAttribute.Of("perm", [0, 2, 1])), graph.Floats(3, 3, 3)],
            OnnxAttribute.Of("pads", [1L, 1L]));
        graph.Lstm(
            "first", graph.Add("Transpose", "turned", [conv], OnnxAttribute.Of("perm", [2, 0, 1])), 3,
            hasLengths ? graph.Input("lengths", OnnxType.Int64, "batch") : "");
        WeightFile file = graph.Read("first.y");
        Same(said, file);
        Assert.Equal(
            hasZeros ? 1 : 0,
            file.Sketch!.Unknown.Count(line => line.Contains("it has to be 0, whose embedding is zero", StringComparison.Ordinal)));
    }

    // [batch, steps, units]
    private static string Lstm(OnnxBuilder graph, string lengths = "")
    {
        graph.Lstm("first", graph.Add("Transpose", "rows first", ["x"], OnnxAttribute.Of("perm", [1, 0, 2])), 3, lengths);
        return graph.Add(
            "Transpose", "steps first", [graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)])],
            OnnxAttribute.Of("perm", [1, 0, 2]));
    }
}
