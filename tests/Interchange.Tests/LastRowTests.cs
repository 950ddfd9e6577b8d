using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Tests;

/// <summary>
/// Both directions at the last step, <c>y[:, -1]</c>: not the end of each of them, which <c>Pooling.Last</c> reads, and the last row of
/// what <c>Pooling.EveryStep</c> gives.
/// </summary>
public sealed class LastRowTests
{
    [Fact]
    public void A_file_of_pytorch_is_the_last_row_of_every_step()
    {
        var model = new OnnxStackEvery(seed: 1);
        LoadReport report = WeightLoader.Load(model, TestFiles.Path("onnx-last.onnx"));
        Assert.Contains(
            "note      the file gives the last step alone of both directions", report.ToString(), StringComparison.Ordinal);
        (float[] x, float[] expected) = TestFiles.Expected("onnx-last");
        float[] actual = [.. model.Predict(x.AsSpan(..21))[^2..].ToArray(), .. model.Predict(x.AsSpan(21..))[^2..]];
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5f);
    }

    [Fact]
    public void Other_classes_are_refused_with_the_one_that_computes_the_same()
    {
        Refused(new OnnxStack(seed: 1), "Last");
        Refused(new OnnxStackMean(seed: 1), "Mean");

        static void Refused(IRecurrentModel model, string pooling)
        {
            float[] before = model.Parameters.ToArray();
            string message =
                Assert.Throws<InterchangeException>(() => WeightLoader.Load(model, TestFiles.Path("onnx-last.onnx"))).Message;
            Assert.Contains("layer 'fc' reads both directions of 'lstm' at the last step in the file", message, StringComparison.Ordinal);
            Assert.Contains("the last step of Pooling = EveryStep", message, StringComparison.Ordinal);
            Assert.Contains($"Pooling is {pooling} in the declaration of {model.Description.Name}", message, StringComparison.Ordinal);
            Assert.Equal(before, model.Parameters.ToArray());
        }
    }

    // The end of each direction is another thing.
    [Fact]
    public void Final_states_are_not_the_last_row()
    {
        string message = Assert.Throws<InterchangeException>(
            () => WeightLoader.Load(new OnnxStackEvery(seed: 1), TestFiles.Path("onnx-stack.onnx"))).Message;
        Assert.Contains("'fc' has Pooling = Last in the file, and EveryStep in the declaration", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gather", false)]
    [InlineData("slice", false)]
    [InlineData("by lengths", false)]
    [InlineData("gather", true)]
    public void A_declaration_is_proposed_that_gives_it(string how, bool hasHead)
    {
        var graph = new OnnxBuilder();
        string lengths = how == "by lengths" ? graph.Input("lengths", OnnxType.Int32, "batch") : "";
        graph.Lstm("rnn", "x", 3, lengths, both: true);
        string flow = graph.Add("Transpose", "turned", ["rnn.y"], OnnxAttribute.Of("perm", [0, 2, 1, 3]));
        flow = graph.Add("Reshape", "both", [flow, graph.Longs(0, 0, -1)]);
        string last = how switch
        {
            "gather" => graph.Add("Gather", "last", [flow, graph.Long(-1)], OnnxAttribute.Of("axis", 0L)),
            "slice" => graph.Add("Slice", "last", [flow, graph.Longs(-1), graph.Longs(int.MaxValue), graph.Longs(0)]),
            _ => graph.Add(
                "GatherElements", "last", [flow, graph.Add("Sub", "index", [lengths, graph.Longs(1)])], OnnxAttribute.Of("axis", 0L)),
        };
        ProposedModel proposed = Proposal.Of(graph.Read(hasHead
            ? graph.Add("Gemm", "head", [last, graph.Floats(4, 2), graph.Floats(2)])
            : last));
        Assert.Contains(
            hasHead ? "Regression Outputs=2 Pooling=EveryStep" : "SequenceOutput", proposed.Canonical, StringComparison.Ordinal);
        Assert.Contains(proposed.Unknown, note => note.StartsWith("the file gives the last step alone", StringComparison.Ordinal));
    }
}
