using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;
using static LstmGen.Interchange.Tests.OnnxBuilder;

namespace LstmGen.Interchange.Tests;

/// <summary>
/// Reshapes whose sizes the graph computes (<c>y.view(y.size(0), y.size(1), -1)</c>): those that leave each step and row its values are
/// read.
/// </summary>
public sealed class OnnxShapeTests
{
    [Theory]
    [InlineData("y.0, y.1, -1", null)]
    [InlineData("y.0, y.1, 2", null)]
    [InlineData("x.0, x.1, y.2", null)]
    [InlineData("x.0, -1, 2", null)]
    [InlineData("-1, 2", null)]
    [InlineData("-1, y.2", null)]
    [InlineData("y.0, y.1, 1, 2", null)]
    [InlineData("y.1, y.0, -1", "gives the shape [x.size(1), x.size(0), -1]")]
    [InlineData("-1, y.0, 2", "gives the shape [-1, x.size(0), 2]")]
    [InlineData("y.0, -1, 1", "gives the shape [x.size(0), -1, 1]")]
    [InlineData("y.1, -1", "gives the shape [x.size(1), -1]")]
    [InlineData("y.0, -1", "gives the shape [x.size(0), -1]")]
    public void A_reshape_by_computed_sizes(string sizes, string? said)
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3);
        graph.Add("Identity", "y", [graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)])]);
        string shape = graph.Shape([.. sizes.Split(", ").Select(size => size.Replace("y.", "y.y.", StringComparison.Ordinal))]);
        Same(said is null ? null : "node 'shaped' (Reshape) " + said, graph.Read(graph.Add("Reshape", "shaped", ["y.y", shape])));
    }

    [Fact]
    public void A_shape_that_is_not_followed_is_named_and_how_to_write_it()
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3);
        string flow = graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]);
        string shape = graph.Add("ConstantOfShape", "filled", [graph.Add("Shape", "own", [flow])],
            new OnnxAttribute("value") { Tensor = OnnxTensor.Of("", (long[])[2], 1) });
        WeightFile file = graph.Read(graph.Add("Reshape", "shaped", [flow, shape]));
        Same("node 'shaped' (Reshape) has a shape that the graph computes in a way that is not followed", file);
        Same("x.view(x.size(0), x.size(1), -1)", file);
    }

    // A layer of each step between two reshapes: rows of all steps, and back.
    [Theory]
    [InlineData("y.0, y.1, -1", null)]
    [InlineData("y.0, -1, 4", null)]
    [InlineData("y.1, y.0, -1", "node 'back' (Reshape) gives the shape")]
    [InlineData("y.1, -1, 4", "node 'back' (Reshape) gives the shape")]
    public void Rows_of_all_steps_and_back(string sizes, string? said)
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3);
        graph.Add("Identity", "y", [graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)])]);
        string rows = graph.Add("Reshape", "rows", ["y.y", graph.Shape("-1", "y.y.2")]);
        rows = graph.Add("Gemm", "dense", [rows, graph.Floats(Units, 4), graph.Floats(4)]);
        string shape = graph.Shape([.. sizes.Split(", ").Select(size => size.Replace("y.", "y.y.", StringComparison.Ordinal))]);
        string back = graph.Add("Reshape", "back", [rows, shape]);
        graph.Lstm("second", back, 4);
        Same(said, graph.Read("second.y"));
    }

    [Theory]
    [InlineData("x.0, x.1, -1", null)]
    [InlineData("x.0, x.1, 6", null)]
    [InlineData("0, 0, -1", null)]
    [InlineData("x.0, -1, 6", null)]
    [InlineData("x.0, -1, 12", "node 'shaped' (Reshape) gives the shape [x.size(0), -1, 12]")]
    [InlineData("x.0, -1, 3", "node 'shaped' (Reshape) gives the shape [x.size(0), -1, 3]")]
    public void Steps_of_several_dimensions_are_laid_out_one_after_another(string sizes, string? said)
    {
        var graph = new OnnxBuilder(OnnxType.Float, "steps", "batch", 3, 2);
        graph.Lstm("first", graph.Add("Reshape", "shaped", ["x", graph.Shape(sizes.Split(", "))]), 6);
        WeightFile file = graph.Read("first.y");
        Same(said, file);
        if (said is null)
        {
            Assert.Contains("[Features(6)]", Proposal.Of(file).ToCSharp("Made", null), StringComparison.Ordinal);
            Assert.Contains(file.Sketch!.Unknown, line => line.Contains("steps of [3, 2] values", StringComparison.Ordinal));
        }
    }

    // [batch, 1, rows, columns]: an image whose rows are the steps
    [Theory]
    [InlineData("Reshape")]
    [InlineData("Squeeze")]
    public void An_image_of_one_channel_is_a_sequence_of_its_rows(string op)
    {
        var graph = new OnnxBuilder(OnnxType.Float, "batch", 1, 8, 3);
        string image = graph.Add(op, "shaped", ["x", op == "Reshape" ? graph.Longs(-1, 8, 3) : graph.Longs(1)]);
        graph.Lstm("first", graph.Add("Transpose", "turned", [image], OnnxAttribute.Of("perm", [1, 0, 2])), 3);
        WeightFile file = graph.Read(
            graph.Add("Gather", "last", [graph.Add("Squeeze", "squeezed", ["first.y", graph.Longs(1)]), graph.Long(7)]));
        Same(null, file);
        Assert.False(Assert.Single(file.Sketch!.Layers, layer => layer.IsRecurrent).EveryStep);
    }

    // PyTorch's documentation: output.view(seq_len, batch, num_directions, hidden_size)
    [Theory]
    [InlineData("y.0, y.1, 2, 2", "Sum")]
    [InlineData("y.0, y.1, 2, -1", "Sum")]
    [InlineData("y.0, y.1, 1, 4", null)]
    public void Both_directions_side_by_side_are_taken_apart(string sizes, string? merge)
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3, both: true);
        string turned = graph.Add("Transpose", "turned", ["first.y"], OnnxAttribute.Of("perm", [0, 2, 1, 3]));
        graph.Add("Reshape", "y", [turned, graph.Longs(0, 0, -1)]);
        string apart = graph.Add(
            "Reshape", "apart",
            ["y.y", graph.Shape([.. sizes.Split(", ").Select(size => size.Replace("y.", "y.y.", StringComparison.Ordinal))])]);
        WeightFile file = graph.Read(
            graph.Add("ReduceSum", "sum", [apart, graph.Longs(2)], OnnxAttribute.Of("keepdims", 0)));
        Same(merge is null ? "node 'sum' (ReduceSum) is not read" : null, file);
        if (merge is not null)
            Assert.Equal(merge, Assert.Single(file.Sketch!.Layers, layer => layer.IsRecurrent).Merge);
    }

    [Theory]
    [InlineData("2, 2, x.1, 2", true)]
    [InlineData("-1, 2, x.1, 2", true)]
    [InlineData("4, 1, x.1, 2", false)]
    [InlineData("2, x.1, 2, 2", false)]
    public void Final_states_by_layers(string sizes, bool isRead)
    {
        var graph = new OnnxBuilder();
        graph.Lstm("first", "x", 3, both: true);
        string turned = graph.Add("Transpose", "turned", ["first.y"], OnnxAttribute.Of("perm", [0, 2, 1, 3]));
        graph.Lstm("second", graph.Add("Reshape", "both", [turned, graph.Longs(0, 0, -1)]), 2 * Units, both: true);
        string states = graph.Add("Concat", "states", ["first.h", "second.h"], OnnxAttribute.Of("axis", 0));
        string layers = graph.Add("Reshape", "layers", [states, graph.Shape(sizes.Split(", "))]);
        string last = graph.Add("Gather", "top", [layers, graph.Long(-1)], OnnxAttribute.Of("axis", 0));
        string forward = graph.Add("Gather", "forward", [last, graph.Long(0)], OnnxAttribute.Of("axis", 0));
        string backward = graph.Add("Gather", "backward", [last, graph.Long(1)], OnnxAttribute.Of("axis", 0));
        WeightFile file = graph.Read(graph.Add("Concat", "joined", [forward, backward], OnnxAttribute.Of("axis", 1)));
        Same(isRead ? null : "node 'layers' (Reshape) is not read", file);
    }

    [Theory]
    [InlineData("Unsqueeze", 2)]
    [InlineData("Unsqueeze", -1)]
    [InlineData("Reshape", 1)]
    public void A_series_of_one_value_a_step(string op, int last)
    {
        var graph = new OnnxBuilder(OnnxType.Float, "steps", "batch");
        string shape = op == "Unsqueeze" ? graph.Longs(last) : graph.Shape("x.0", "x.1", "1");
        graph.Lstm("first", graph.Add(op, "series", ["x", shape]), 1);
        WeightFile file = graph.Read("first.y");
        Same(null, file);
        Assert.Contains("[Features(1)]", Proposal.Of(file).ToCSharp("Made", null), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_before_steps_are_read_and_the_layout_is_said()
    {
        var graph = new OnnxBuilder(OnnxType.Float, "batch", 3, "steps");
        graph.Lstm("first", graph.Add("Transpose", "turned", ["x"], OnnxAttribute.Of("perm", [2, 0, 1])), 3);
        WeightFile file = graph.Read("first.y");
        Same(null, file);
        Assert.Contains(file.Sketch!.Unknown, line => line.Contains("'x' is [rows, values, steps]", StringComparison.Ordinal));
    }
}
