using LstmGen.Interchange.Onnx.Import;
using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Tests;

/// <summary>Names of an ONNX graph's layers, and which tensors are theirs.</summary>
public sealed class OnnxLayerNamesTests
{
    [Fact]
    public void A_problem_of_a_layer_is_not_one_of_a_layer_whose_name_goes_on()
    {
        static LayerDraft Draft(string name, string? problem) => new(
            new LayerSketch(LayerKind.Dense, name) { Problem = problem }, new OnnxNode("Gemm", [], []))
        {
            Tensors = (own, _) => [new WeightTensor(own + ".weight", SafetensorsType.F32, [1], new byte[4])],
        };
        (_, List<WeightTensor> tensors) = LayerNames.Finish([Draft("head", "strange"), Draft("head.0", null)]);
        Assert.Equal(
            [("head.weight", "strange"), ("head.0.weight", null)], tensors.Select(tensor => (tensor.Name, tensor.Problem)));
    }

    /// <summary>PyTorch writes equal weights once, and an <c>Identity</c> that has the other layer's name.</summary>
    [Fact]
    public void Layers_of_equal_weights_keep_their_own_names()
    {
        var graph = new OnnxGraph("g");
        graph.Inputs.Add(new OnnxValue("x", OnnxType.Float, ["steps", "batch", 2]));
        foreach ((string name, long[] shape) in new[] { ("rnn.weight_ih_l0", (long[])[2, 2]), ("rnn.weight_hh_l0", [2, 2]),
            ("one.weight", [2, 2]), ("one.bias", [2]) })
            graph.Initializers.Add(OnnxTensor.Of(name, [1f, 2f, .. shape.Length > 1 ? (float[])[3, 4] : []], shape));
        Add("Identity", ["rnn.weight_ih_l0"], "rnn.weight_ih_l1");
        Add("Identity", ["rnn.weight_hh_l0"], "rnn.weight_hh_l1");
        Add("Identity", ["one.weight"], "two.weight");
        Add("Identity", ["one.bias"], "two.bias");
        string flow = Rnn("x", "l0");
        flow = Rnn(flow, "l1");
        foreach (string layer in (string[])["one", "two"])
        {
            Add("Transpose", [$"{layer}.weight"], layer + " turned", OnnxAttribute.Of("perm", [1, 0]));
            Add("MatMul", [flow, layer + " turned"], layer + " product");
            Add("Add", [$"{layer}.bias", layer + " product"], flow = layer + " sum");
        }

        graph.Outputs.Add(new OnnxValue(flow, OnnxType.Float, default));
        using var stream = new MemoryStream();
        OnnxWriter.Write(new OnnxModel(graph) { Opsets = new Dictionary<string, long> { [""] = 13 } }).WriteTo(stream);
        stream.Position = 0;
        WeightFile file = WeightFile.Read(stream);
        Assert.Null(file.Sketch!.NoChain);
        Assert.Equal(
            ["rnn.weight_ih_l0", "rnn.weight_hh_l0", "rnn.weight_ih_l1", "rnn.weight_hh_l1", "one.weight", "one.bias", "two.weight",
                "two.bias"],
            file.Tensors.Select(tensor => tensor.Name));

        string Rnn(string input, string layer)
        {
            foreach (string kind in (string[])["ih", "hh"])
                Add("Unsqueeze", [$"rnn.weight_{kind}_{layer}"], $"{kind} {layer}", OnnxAttribute.Of("axes", [0L]));
            Add("RNN", [input, "ih " + layer, "hh " + layer], "y " + layer, OnnxAttribute.Of("hidden_size", 2));
            Add("Squeeze", ["y " + layer], "steps " + layer, OnnxAttribute.Of("axes", [1L]));
            return "steps " + layer;
        }

        void Add(string op, string[] inputs, string output, params OnnxAttribute[] attributes) =>
            graph.Nodes.Add(new OnnxNode(op, inputs, [output]) { Attributes = [.. attributes] });
    }
}
