using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Tests;

/// <summary>Merged directions, residuals and flattened steps in ONNX files; numbers are compared in tests/Onnx.</summary>
public sealed class OnnxMergeTests
{
    public static TheoryData<string> Read => [.. OnnxGraphs.Read];

    public static TheoryData<string, string> Refused()
    {
        var data = new TheoryData<string, string>();
        foreach ((string name, string said) in OnnxGraphs.Refused)
            data.Add(name, said);
        return data;
    }

    [Theory]
    [MemberData(nameof(Read))]
    public void What_a_declaration_says_is_read(string name)
    {
        ModelSketch sketch = WeightFile.Read(new MemoryStream(OnnxGraphs.Write(name))).Sketch!;
        Assert.Null(sketch.NoChain);
        LayerSketch lstm = Assert.Single(sketch.Layers, layer => layer.IsRecurrent);
        Assert.Null(lstm.Problem);
        Assert.Equal(name.Contains("residual", StringComparison.Ordinal), lstm.Residual);
        Assert.Equal(
            name.Contains("product", StringComparison.Ordinal) ? "Multiply" : name.Contains("average", StringComparison.Ordinal)
                || name.Contains("mean", StringComparison.Ordinal) ? "Average"
                : name.Contains("sum", StringComparison.Ordinal) ? "Sum" : "Concatenate", lstm.Merge);
        bool lastRow = name.StartsWith("last of", StringComparison.Ordinal);
        Assert.Equal(lastRow, lstm.LastRow);
        Assert.Equal(
            name.Contains("ends", StringComparison.Ordinal) || (name.Contains("last", StringComparison.Ordinal) && !lastRow),
            !lstm.EveryStep);
    }

    // The last row of the outputs has the backward direction after one step.
    [Theory]
    [InlineData("ends by their steps", "take the first 3 values of the last row of the outputs, and the last 3 of the first row")]
    [InlineData("sum of ends", "merged (Sum): merge what CopyFinalState of a workspace gives")]
    [InlineData("residual, input first, last step", "take the last row of the outputs")]
    public void Without_a_head_it_is_said_where_the_last_states_are(string name, string said) =>
        Assert.Single(
            Proposal.Of(WeightFile.Read(new MemoryStream(OnnxGraphs.Write(name)))).Unknown,
            line => line.Contains(said, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_none_says_is_refused_with_node_and_operator(string name, string said)
    {
        WeightFile file = WeightFile.Read(new MemoryStream(OnnxGraphs.Write(name)));
        Assert.Contains(
            said, file.Sketch!.NoChain ?? file.Sketch.Layers.FirstOrDefault(layer => layer.Problem is not null)?.Problem,
            StringComparison.Ordinal);
        Assert.Throws<InterchangeException>(() => Proposal.Of(file));
        Assert.Contains(
            file.Tensors,
            tensor => tensor.Name.EndsWith("weight_ih_l0", StringComparison.Ordinal)); // the weights are there, to be loaded by hand
    }
}
