using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;
using static LstmGen.Interchange.Tests.OnnxBuilder;

namespace LstmGen.Interchange.Tests;

/// <summary>
/// One network as exporters of opset 9 to 18 spell it: what were attributes are inputs later, and nodes that change nothing.
/// </summary>
public sealed class OnnxSpellingTests
{
    [Theory]
    [InlineData("attributes", "Gather")]
    [InlineData("inputs", "Gather")]
    [InlineData("attributes", "Slice")]
    [InlineData("inputs", "Slice")]
    [InlineData("attributes", "Slice of several")]
    [InlineData("inputs", "Slice of several")]
    [InlineData("attributes", "ReduceMean")]
    [InlineData("inputs", "ReduceMean")]
    public void Axes_and_bounds(string spelling, string pick)
    {
        bool asInputs = spelling == "inputs";
        var graph = new OnnxBuilder(OnnxType.Float, "batch", "steps", 3);
        string Given(string op, string name, string input, params (string Name, long[] Values)[] settings) => asInputs
            ? graph.Add(op, name, [input, .. settings.Select(setting => graph.Longs(setting.Values))])
            : graph.Add(op, name, [input], [.. settings.Select(setting => OnnxAttribute.Of(setting.Name, setting.Values))]);

        graph.Lstm("first", graph.Add("Transpose", "rows", ["x"], OnnxAttribute.Of("perm", [1, 0, 2])), 3);
        string flow = graph.Add(
            "Transpose", "steps", [Given("Squeeze", "squeezed", "first.y", ("axes", [1]))], OnnxAttribute.Of("perm", [1, 0, 2]));
        OnnxAttribute axis = OnnxAttribute.Of("axis", 1), stays = OnnxAttribute.Of("keepdims", 1);
        string one = pick switch
        {
            "Gather" => graph.Add("Gather", "one", [flow, graph.Longs(-1)], axis),
            "Slice" => Given("Slice", "one", flow, ("starts", [-1]), ("ends", [long.MaxValue]), ("axes", [1])),
            "Slice of several" => Given(
                "Slice", "one", flow, ("starts", [0, -1, 0]), ("ends", [long.MaxValue, long.MaxValue, Units]), ("axes", [0, 1, 2])),
            _ => asInputs
                ? graph.Add("ReduceMean", "one", [flow, graph.Longs(1)], stays)
                : graph.Add("ReduceMean", "one", [flow], OnnxAttribute.Of("axes", [1L]), stays),
        };
        one = Given("Squeeze", "last", one, ("axes", [1]));
        one = Given("Unsqueeze", "wide", one, ("axes", [0, 2]));
        one = Given("Squeeze", "narrow", one, ("axes", [0, -2]));
        WeightFile file = graph.Read(graph.Add("Gemm", "head", [one, graph.Floats(Units, 4), graph.Floats(4)]));
        Same(null, file);
        Assert.Contains(
            pick == "ReduceMean" ? "[Regression(4, Pooling = Pooling.Mean" : "[Regression(4", Proposal.Of(file).ToCSharp("Made", null),
            StringComparison.Ordinal);
        Assert.DoesNotContain("EveryStep", Proposal.Of(file).ToCSharp("Made", null), StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_that_change_nothing()
    {
        var graph = new OnnxBuilder(OnnxType.Float, "steps", "batch", 3);
        string input = graph.Add("Identity", "same", [graph.Add("Dropout", "drop", ["x"])]);
        graph.Lstm("first", graph.Add("Identity", "again", [input]), 3);
        string state = graph.Add("Dropout", "drop state", [graph.Add("Identity", "state", ["first.h"])]);
        string last = graph.Add("Dropout", "drop last", [graph.Add("Squeeze", "last", [state, graph.Longs(0)])]);
        string head = graph.Add("Add", "bias", [graph.Floats(4), graph.Add("MatMul", "product", [last, graph.Floats(Units, 4)])]);
        WeightFile file = graph.Read(graph.Add("Identity", "end", [head]));
        Same(null, file);
        Assert.Contains("[Regression(4", Proposal.Of(file).ToCSharp("Made", null), StringComparison.Ordinal);
    }

    // A batch of one, exported without dynamic axes, and squeezed of it.
    [Theory]
    [InlineData("Squeeze", null)]
    [InlineData("Squeeze of all", null)]
    [InlineData("Gather", null)]
    [InlineData("Squeeze of two rows", "node 'row' (Squeeze) is not read")]
    public void The_one_row_of_a_fixed_batch(string what, string? said)
    {
        var graph = new OnnxBuilder(OnnxType.Float, what == "Squeeze of two rows" ? 2 : 1, Steps, 3);
        graph.Lstm("first", graph.Add("Transpose", "turned", ["x"], OnnxAttribute.Of("perm", [1, 0, 2])), 3);
        string flow = graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]); // [7, 1, 2]
        flow = what switch
        {
            "Squeeze of all" => graph.Add("Squeeze", "row", [flow]),
            "Gather" => graph.Add("Gather", "row", [flow, graph.Long(0)], OnnxAttribute.Of("axis", 1)),
            _ => graph.Add("Squeeze", "row", [flow, graph.Longs(1)]),
        };
        WeightFile file = graph.Read(graph.Add("Gather", "last", [flow, graph.Long(-1)], OnnxAttribute.Of("axis", 0)));
        Same(said, file);
        if (said is null)
            Assert.False(Assert.Single(file.Sketch!.Layers, layer => layer.IsRecurrent).EveryStep);
    }

    // x and the first states of a stack of two, each of which PyTorch takes by a Slice.
    [Fact]
    public void States_of_a_stack_are_inputs()
    {
        var graph = new OnnxBuilder();
        string h = graph.Input("h0", 2, "batch", Units);
        string State(int layer) => graph.Add("Slice", $"h{layer}", [h, graph.Longs(layer), graph.Longs(layer + 1), graph.Longs(0)]);
        string first = State(0), second = State(1);
        graph.Lstm("first", "x", 3, "", first);
        graph.Lstm("second", graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]), Units, "", second);
        Same(null, graph.Read("second.y"));
    }

    [Theory]
    [InlineData("forward")]
    [InlineData("backward")]
    public void One_direction_alone_is_named(string which)
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3, both: true);
        string end = graph.Add("Gather", which, ["first.h", graph.Long(which == "forward" ? 0 : 1)], OnnxAttribute.Of("axis", 0));
        Same(
            "node 'head' (Gemm) reads one direction of a bidirectional layer alone",
            graph.Read(graph.Add("Gemm", "head", [end, graph.Floats(Units, 4), graph.Floats(4)])));
    }

    // It would convolve the last step alone, and a declared layer convolves all.
    [Fact]
    public void A_convolution_of_the_last_step_alone()
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3);
        string flow = graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]);
        string last = graph.Add("Slice", "last", [flow, graph.Longs(-1), graph.Longs(int.MaxValue), graph.Longs(0)]);
        string turned = graph.Add("Transpose", "turned", [last], OnnxAttribute.Of("perm", [1, 2, 0]));
        Same(
            "node 'conv' (Conv) is not read",
            graph.Read(graph.Add("Conv", "conv", [turned, graph.Floats(Units, Units, 3)], OnnxAttribute.Of("pads", [1L, 1L]))));
    }
}
