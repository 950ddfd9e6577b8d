using LstmGen.Interchange.Onnx.Model;
using static LstmGen.Interchange.Tests.OnnxBuilder;

namespace LstmGen.Interchange.Tests;

/// <summary>Nodes that change numbers in a way that no declaration says: they are refused, and those that change none are read.</summary>
public sealed class OnnxRefusalTests
{
    [Theory]
    [InlineData("Float", null)]
    [InlineData("Double", null)]
    [InlineData("Float16", null)]
    [InlineData("Int64", "node 'cast' (Cast) makes Int64 of real numbers")]
    [InlineData("Int32", "node 'cast' (Cast) makes Int32 of real numbers")]
    [InlineData("Bool", "node 'cast' (Cast) makes Bool of real numbers")]
    public void A_cast(string type, string? said)
    {
        OnnxAttribute to = OnnxAttribute.Of("to", (long)Enum.Parse<OnnxType>(type));
        var input = new OnnxBuilder();
        input.Lstm("first", input.Add("Cast", "back", [input.Add("Cast", "cast", ["x"], to)], OnnxAttribute.Of("to", 1L)), 3);
        Same(said, input.Read("first.y"));

        var output = new OnnxBuilder();
        output.Lstm("first", "x", 3);
        Same(said, output.Read(output.Add("Cast", "cast", ["first.y"], to)));
    }

    [Theory]
    [InlineData("Int64", "Int32")]
    [InlineData("Int32", "Int64")]
    public void Numbers_of_words_may_be_cast_to_integers(string given, string wanted)
    {
        var graph = new OnnxBuilder(Enum.Parse<OnnxType>(given), "steps", "batch");
        string words = graph.Add("Cast", "cast", ["x"], OnnxAttribute.Of("to", (long)Enum.Parse<OnnxType>(wanted)));
        graph.Lstm("first", graph.Add("Gather", "words", [graph.Floats(9, 3), words]), 3);
        Same(null, graph.Read("first.y"));
    }

    [Theory]
    [InlineData(new long[] { 0, 0, -1 }, false, true)]
    [InlineData(new long[] { 0, 0, 2 }, false, true)]
    [InlineData(new long[] { -1, 0, 2 }, false, true)]
    [InlineData(new long[] { 7, 2, -1 }, true, true)]
    [InlineData(new long[] { -1, 2, 2 }, true, true)]
    [InlineData(new long[] { 7, 2, 2 }, true, true)]
    [InlineData(new long[] { 7, -1, 2 }, false, false)]
    [InlineData(new long[] { -1, 2, 2 }, false, false)]
    [InlineData(new long[] { 14, -1, 2 }, true, false)]
    [InlineData(new long[] { 2, 7, 2 }, true, false)]
    [InlineData(new long[] { 0, -1, 1 }, true, false)]
    public void A_reshape_of_as_many_dimensions(long[] shape, bool sizesAreFixed, bool isRead)
    {
        var graph = new OnnxBuilder(sizesAreFixed, sizesAreFixed);
        graph.Lstm("first", "x", 3);
        string flow = graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]);
        Same(Regrouped(shape, isRead), graph.Read(graph.Add("Reshape", "shaped", [flow, graph.Longs(shape)])));
    }

    [Theory]
    [InlineData(new long[] { 7, 2, -1 }, true)]
    [InlineData(new long[] { 0, 0, 3 }, true)]
    [InlineData(new long[] { 2, 7, -1 }, false)]
    [InlineData(new long[] { 14, -1, 3 }, false)]
    public void A_reshape_of_the_input(long[] shape, bool isRead)
    {
        var graph = new OnnxBuilder(stepsAreFixed: true, rowsAreFixed: true);
        graph.Lstm("first", graph.Add("Reshape", "shaped", ["x", graph.Longs(shape)]), 3);
        Same(Regrouped(shape, isRead), graph.Read("first.y"));
    }

    [Theory]
    [InlineData(1, new long[] { 7, 1, -1 }, true)]
    [InlineData(1, new long[] { -1, 1, 3 }, true)]
    [InlineData(2, new long[] { 7, 2, -1 }, false)]
    [InlineData(2, new long[] { -1, 1, 3 }, false)]
    public void Steps_of_a_single_row_may_change_places_with_it(int rows, long[] shape, bool isRead)
    {
        var graph = new OnnxBuilder(OnnxType.Float, rows, Steps, 3);
        graph.Lstm("first", graph.Add("Reshape", "shaped", ["x", graph.Longs(shape)]), 3);
        string flow = graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]);
        Same(
            Regrouped(shape, isRead),
            graph.Read(graph.Add("Gather", "last", [flow, graph.Long(Steps - 1)], OnnxAttribute.Of("axis", 0L)))); // of as many steps
    }

    [Theory]
    [InlineData(new long[] { -1, 2 }, true)]
    [InlineData(new long[] { -1, 4 }, false)]
    [InlineData(new long[] { 0, -1 }, false)]
    [InlineData(new long[] { 1, -1 }, false)]
    public void A_reshape_of_the_last_step(long[] shape, bool isRead)
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3);
        string flow = graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]);
        string last = graph.Add("Slice", "last", [flow, graph.Longs(-1), graph.Longs(int.MaxValue), graph.Longs(0)]);
        Same(Regrouped(shape, isRead), graph.Read(graph.Add("Reshape", "shaped", [last, graph.Longs(shape)])));
    }

    [Theory]
    [InlineData(new long[] { -1, 2 }, true)]
    [InlineData(new long[] { -1, 4 }, false)]
    public void A_reshape_of_the_final_state(long[] shape, bool isRead)
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3);
        Same(
            isRead ? null : "node 'shaped' (Reshape) is not read",
            graph.Read(graph.Add("Reshape", "shaped", ["first.h", graph.Longs(shape)])));
    }

    // h.view(1, -1), where the batch is fixed to one row
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Both_final_states_of_a_single_row(int rows, bool isRead)
    {
        var graph = new OnnxBuilder(OnnxType.Float, "steps", rows, 3);
        graph.Lstm("first", "x", 3, both: true);
        Same(
            isRead ? null : "node 'shaped' (Reshape) is not read",
            graph.Read(graph.Add("Reshape", "shaped", ["first.h", graph.Longs(rows, -1)])));
    }

    [Theory]
    [InlineData("mean", "node 'mean' (ReduceMean) takes the mean of all steps, padding too")]
    [InlineData("maximum", "node 'maximum' (ReduceMax) takes the maximum of all steps, padding too")]
    [InlineData("last", "node 'last' (Gather) takes the last step of all, which is padding in shorter rows")]
    [InlineData("slice", "node 'slice' (Slice) takes the last step of all, which is padding in shorter rows")]
    [InlineData("state", null)]
    [InlineData("by lengths", null)]
    [InlineData("every step", null)]
    public void What_reads_steps_where_rows_have_lengths(string what, string? said)
    {
        Same(null, Read(hasLengths: what == "by lengths"));
        Same(said, Read(hasLengths: true));

        WeightFile Read(bool hasLengths)
        {
            var graph = new OnnxBuilder();
            string lengths = hasLengths ? graph.Input("lengths", OnnxType.Int32, "batch") : "";
            graph.Lstm("first", "x", 3, lengths);
            string flow = graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]);
            OnnxAttribute axis = OnnxAttribute.Of("axis", 0L), axes = OnnxAttribute.Of("axes", [0L]);
            return graph.Read(what switch
            {
                "mean" => graph.Add("ReduceMean", what, [flow], axes),
                "maximum" => graph.Add("ReduceMax", what, [flow], axes),
                "last" => graph.Add("Gather", what, [flow, graph.Long(-1)], axis),
                "slice" => graph.Add("Slice", what, [flow, graph.Longs(-1), graph.Longs(int.MaxValue), graph.Longs(0)]),
                "state" => graph.Add("Squeeze", what, ["first.h", graph.Longs(0)]),
                "by lengths" => graph.Add(
                    "GatherElements", what, [flow, graph.Add("Sub", "index", [lengths, graph.Longs(1)])], axis),
                _ => flow,
            });
        }
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "node 'second' (LSTM) has no lengths, as another layer has")]
    public void A_final_state_behind_padding(bool secondHasLengths, string? said)
    {
        var graph = new OnnxBuilder();
        string lengths = graph.Input("lengths", OnnxType.Int32, "batch");
        graph.Lstm("first", "x", 3, lengths);
        string flow = graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]);
        graph.Lstm("second", flow, Units, secondHasLengths ? lengths : "");
        Same(said, graph.Read(graph.Add("Squeeze", "state", ["second.h", graph.Longs(0)])));
    }

    [Theory]
    [InlineData(true, true, null)]
    [InlineData(false, false, null)]
    [InlineData(true, false, "node 'second' (LSTM) and the layer before it have not the same lengths")]
    [InlineData(false, true, "node 'second' (LSTM) and the layer before it have not the same lengths")]
    public void Layers_in_both_directions_have_the_same_lengths(bool firstHas, bool secondHas, string? said)
    {
        var graph = new OnnxBuilder();
        string lengths = graph.Input("lengths", OnnxType.Int32, "batch");
        graph.Lstm("first", "x", 3, firstHas ? lengths : "");
        graph.Lstm(
            "second", graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]), Units, secondHas ? lengths : "", both: true);
        Same(said, graph.Read("second.y"));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "node 'forward' (Gather) is not read")]
    public void Both_ends_by_their_steps(bool hasLengths, string? said)
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3, hasLengths ? graph.Input("lengths", OnnxType.Int32, "batch") : "", both: true);
        OnnxAttribute steps = OnnxAttribute.Of("axis", 0L), directions = OnnxAttribute.Of("axis", 1L);
        string forward = graph.Add(
            "Gather", "forward", [graph.Add("Gather", "0", ["first.y", graph.Long(0)], directions), graph.Long(-1)], steps);
        string backward = graph.Add(
            "Gather", "backward", [graph.Add("Gather", "1", ["first.y", graph.Long(1)], directions), graph.Long(0)], steps);
        Same(said, graph.Read(graph.Add("Concat", "joined", [forward, backward], directions)));
    }

    // torch.cat((y[:, -1, :2], y[:, 0, 2:]), 1), where the step is taken before the half
    [Theory]
    [InlineData(-1, 0, false, null)]
    [InlineData(0, 0, false, "node 'forward' (Gather) is not read")]
    [InlineData(-1, -1, false, "node 'joined' (Concat) is not read")]
    [InlineData(-1, 0, true, "node 'forward' (Gather) takes the last step of all, which is padding in shorter rows")]
    public void Halves_of_both_ends(int forwardStep, int backwardStep, bool hasLengths, string? said)
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3, hasLengths ? graph.Input("lengths", OnnxType.Int32, "batch") : "", both: true);
        string turned = graph.Add("Transpose", "turned", ["first.y"], OnnxAttribute.Of("perm", [0, 2, 1, 3]));
        string flow = graph.Add("Reshape", "both", [turned, graph.Longs(0, 0, -1)]);
        OnnxAttribute steps = OnnxAttribute.Of("axis", 0L);
        string forward = graph.Add("Gather", "forward", [flow, graph.Long(forwardStep)], steps);
        string backward = graph.Add("Gather", "backward", [flow, graph.Long(backwardStep)], steps);
        string ends = graph.Add("Concat", "joined", [
            graph.Add("Slice", "half forward", [forward, graph.Longs(0), graph.Longs(Units), graph.Longs(1)]),
            graph.Add("Slice", "half backward", [backward, graph.Longs(Units), graph.Longs(2 * Units), graph.Longs(1)])],
            OnnxAttribute.Of("axis", 1));
        Same(said, graph.Read(graph.Add("Gemm", "head", [ends, graph.Floats(2 * Units, 4), graph.Floats(4)])));
    }

    [Theory]
    [InlineData(true, "output 'states.y' has the final states of several layers")]
    [InlineData(false, null)]
    public void Final_states_as_the_output(bool ofAll, string? said)
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3);
        graph.Lstm("second", graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]), Units);
        Same(
            said,
            graph.Read(
                ofAll ? graph.Add("Concat", "states", ["first.h", "second.h"], OnnxAttribute.Of("axis", 0L)) : "second.h"));
    }

    [Theory]
    [InlineData("NonZero", "node 'node' (NonZero) is not read. If it is part of torch.arange or of y.gather, export with opset_version=13")]
    [InlineData("OneHot", "node 'node' (OneHot) is not read. If it is part of torch.arange or of y.gather, export with opset_version=13")]
    [InlineData("TopK", "node 'node' (TopK) is not read. If it sorts the rows by their lengths, export with pack_padded_sequence(...")]
    [InlineData("Mish", "node 'node' (Mish) is not read")]
    public void A_node_that_another_export_does_without(string op, string said)
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3);
        Same(said, graph.Read(graph.Add(op, "node", ["first.y"])));
    }

    [Fact]
    public void The_mean_and_the_maximum_are_branches()
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3);
        string flow = graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]);
        OnnxAttribute axes = OnnxAttribute.Of("axes", [0L]);
        string mean = graph.Add("ReduceMean", "mean", [flow], axes), maximum = graph.Add("ReduceMax", "maximum", [flow], axes);
        Same(
            "node 'maximum' (ReduceMax) reads values that another layer has read before",
            graph.Read(graph.Add("Concat", "both", [mean, maximum], OnnxAttribute.Of("axis", 2))));
    }

    [Fact]
    public void A_layer_normalization_in_parts_says_which_opset_has_it_whole()
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3);
        string flow = graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]);
        string mean = graph.Add("ReduceMean", "mean", [flow], OnnxAttribute.Of("axes", [-1L]));
        WeightFile file = graph.Read(graph.Add("Sub", "centred", [flow, mean]));
        Same("node 'mean' (ReduceMean) takes the mean of the values of a step", file);
        Same("export with opset_version=17", file);
    }

    private static string? Regrouped(long[] shape, bool isRead) => isRead
        ? null
        : $"node 'shaped' (Reshape) gives the shape [{string.Join(", ", shape)}]";
}
