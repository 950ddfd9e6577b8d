using LstmGen.Interchange.Onnx.Model;
using static LstmGen.Interchange.Tests.OnnxBuilder;

namespace LstmGen.Interchange.Tests;

/// <summary>A batch normalization behind a recurrent layer: the linear layer that follows takes it into its weights.</summary>
public sealed class OnnxBatchNormTests
{
    [Theory]
    [InlineData("Gemm", true)]
    [InlineData("Gemm", false)]
    [InlineData("MatMul", true)]
    [InlineData("MatMul", false)]
    public void The_layer_behind_it_computes_both(string op, bool hasBias)
    {
        var graph = new OnnxBuilder();
        string flow = Normalized(graph, 1e-3f), weight = graph.Floats(Units, 3), bias = hasBias ? graph.Floats(3) : "";
        flow = op == "Gemm"
            ? graph.Add(op, "dense", [flow, weight, .. hasBias ? (string[])[bias] : []])
            : graph.Add(op, "dense", [flow, weight]);
        if (op == "MatMul" && hasBias)
            flow = graph.Add("Add", "bias", [flow, bias]);
        WeightFile file = graph.Read(flow);
        Same(null, file);

        // gain 1 2, shift 1 2, mean 1 2, variance 1 2; weights [[1, 2, 3], [4, 5, 6]], bias 1 2 3
        Assert.True(file.TryGet("dense.weight", out WeightTensor? read));
        Assert.True(file.TryGet("dense.bias", out WeightTensor? added));
        double[] factors = [1 / Math.Sqrt(1.001), 2 / Math.Sqrt(2.001)], shifts = [1 - factors[0], 2 - (2 * factors[1])];
        for (int output = 0; output < 3; output++)
        {
            Assert.Equal((1 + output) * factors[0], read!.ToSingles()[2 * output], 1e-6);
            Assert.Equal((4 + output) * factors[1], read.ToSingles()[(2 * output) + 1], 1e-6);
            Assert.Equal(
                ((1 + output) * shifts[0]) + ((4 + output) * shifts[1]) + (hasBias ? 1 + output : 0), added!.ToSingles()[output], 1e-5);
        }

        Assert.Contains("times the batch normalization 'norm'", read!.Change, StringComparison.Ordinal);
        Assert.DoesNotContain(file.Tensors, tensor => tensor.Name.StartsWith("constant", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Relu", "node 'behind' (Relu) reads what the batch normalization 'norm' gives")]
    [InlineData("ReduceMax", "node 'behind' (ReduceMax) reads what the batch normalization 'norm' gives")]
    [InlineData("", "output 'norm.y' is what the batch normalization 'norm' gives")]
    [InlineData("Identity", "output 'behind.y' is what the batch normalization 'norm' gives")]
    public void Elsewhere_it_is_named(string op, string said)
    {
        var graph = new OnnxBuilder();
        string flow = Normalized(graph, 1e-5f);
        Same(said, graph.Read(op.Length > 0 ? graph.Add(op, "behind", [flow]) : flow));
    }

    // Of the last step, [batch, units].
    private static string Normalized(OnnxBuilder graph, float epsilon)
    {
        graph.Lstm("first", "x", 3);
        string last = graph.Add("Squeeze", "last", ["first.h", graph.Longs(0)]);
        return graph.Add(
            "BatchNormalization", "norm",
            [last, graph.Floats(Units), graph.Floats(Units), graph.Floats(Units), graph.Floats(Units)],
            OnnxAttribute.Of("epsilon", epsilon));
    }
}
