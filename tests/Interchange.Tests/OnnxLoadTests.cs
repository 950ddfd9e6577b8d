using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Tests;

/// <summary>ONNX files of PyTorch's exporter and of one's own: weights, and the layers that the graph has.</summary>
public sealed class OnnxLoadTests
{
    [Theory]
    [InlineData("onnx-stack.onnx")]
    [InlineData("onnx-stack-unfolded.onnx")]
    public void A_stack_in_both_directions_answers_as_pytorch_does(string name)
    {
        var model = new OnnxStack(seed: 1);
        LoadReport report = WeightLoader.Load(model, TestFiles.Path(name));
        Assert.Equal(WeightFileKind.Onnx, report.File.Kind);
        Assert.Contains("gates i o f c to i f g o", report.ToString(), StringComparison.Ordinal);
        Near("onnx-stack", x => [.. model.Predict(x.AsSpan(..21)).ToArray(), .. model.Predict(x.AsSpan(21..))]);
    }

    [Fact]
    public void Words_and_a_bias_that_stands_first_are_read()
    {
        var model = new OnnxWords(seed: 1);
        WeightLoader.Load(model, TestFiles.Path("onnx-words.onnx"));
        Near("onnx-words", x =>
        {
            float[] time = new float[x.Length * 3]; // [steps, batch] there
            for (int row = 0; row < 2; row++)
            {
                ReadOnlySpan<float> one = model.Predict((int[])[.. Enumerable.Range(0, 6).Select(t => (int)x[t * 2 + row])]);
                for (int t = 0; t < 6; t++)
                    one.Slice(t * 3, 3).CopyTo(time.AsSpan((t * 2 + row) * 3));
            }

            return time;
        });
    }

    [Fact]
    public void A_convolution_and_layers_at_every_step_are_read()
    {
        var model = new OnnxSteps(seed: 1);
        WeightLoader.Load(model, TestFiles.Path("onnx-steps.onnx"));
        Near("onnx-steps", x => [.. model.Predict(x.AsSpan(..21)).ToArray(), .. model.Predict(x.AsSpan(21..))]);
    }

    [Fact]
    public void The_layers_of_a_graph_are_told()
    {
        Assert.Equal(
            ["Identity x 3", "Lstm lstm 4 x2 bidirectional last", "Dense fc 2"], Layers("onnx-stack.onnx"));
        Assert.Equal(["Embedding embedding 5", "Gru gru 6", "Dense out 3 Softmax"], Layers("onnx-words.onnx"));
        Assert.Equal(
            ["Identity x 3", "Conv1d conv 5 Relu", "Rnn rnn 4 Relu last", "Dense dense 6 Tanh", "Dense head 2"],
            Layers("onnx-steps.onnx"));

        static IEnumerable<string> Layers(string name)
        {
            ModelSketch sketch = WeightFile.Open(TestFiles.Path(name)).Sketch!;
            Assert.Null(sketch.NoChain);
            return sketch.Layers.Select(layer => $"{layer.Kind} {layer.Name} {(layer.Units > 0 ? layer.Units : layer.Inputs)}"
                + (layer.Layers > 1 ? $" x{layer.Layers}" : "") + (layer.Bidirectional ? " bidirectional" : "")
                + (layer.Activation == "None" ? "" : " " + layer.Activation)
                + (layer.EveryStep ? "" : " last"));
        }
    }

    [Fact]
    public void Branches_are_no_chain_and_the_report_names_the_node()
    {
        WeightFile file = WeightFile.Open(TestFiles.Path("onnx-branches.onnx"));
        Assert.Contains("'/b/GRU' (GRU) reads values that another layer has read", file.Sketch!.NoChain, StringComparison.Ordinal);
        Assert.Contains("'/b/GRU' (GRU)", Assert.Single(file.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_ones_own_loads_into_the_model_that_wrote_it()
    {
        Same(new OnnxOperators(1), new OnnxOperators(2));
        Same(new OnnxLoops(1), new OnnxLoops(2));

        static void Same(IRecurrentModel written, IRecurrentModel read)
        {
            using var stream = new MemoryStream();
            OnnxExport.Save(written, stream);
            stream.Position = 0;
            WeightLoader.Load(read, WeightFile.Read(stream));
            Assert.Equal(written.Parameters.ToArray(), read.Parameters.ToArray());
        }
    }

    [Theory]
    [InlineData("clip", "clip = 3")]
    [InlineData("reverse", "direction = reverse")]
    [InlineData("activations", "activations = Sigmoid, Softsign, Tanh")]
    [InlineData("state", "state that was trained")]
    [InlineData("input", "its W is no constant")]
    [InlineData("shape", "do not fit together")]
    [InlineData("unknown", "node 'mish' (Mish) is not read")]
    [InlineData("loop", "node 'loop' (Loop) is a loop")]
    [InlineData("domain", "(com.x.Gelu) is not read")]
    public void What_cannot_be_kept_is_named_with_node_and_operator(string change, string named)
    {
        OnnxGraph graph = Lstm(change);
        string text = Saying(graph);
        Assert.Contains(named, text, StringComparison.Ordinal);
        Assert.Contains(
            change switch { "unknown" => "mish", "loop" => "loop", "domain" => "gelu", _ => "'rec' (LSTM)" }, text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_of_no_layer_keeps_its_name_and_is_left_over()
    {
        OnnxGraph graph = Lstm("unknown");
        graph.Initializers.Add(OnnxTensor.Of("other.weight", new float[6], 2, 3));
        WeightFile file = Read(graph);
        Assert.Contains(file.Tensors, tensor => tensor.Name == "other.weight");
        Assert.Equal(["lstm.weight_ih_l0", "lstm.weight_hh_l0", "other.weight"], file.Tensors.Select(tensor => tensor.Name));
    }

    private static string Saying(OnnxGraph graph)
    {
        try
        {
            ModelSketch sketch = Read(graph).Sketch!;
            return sketch.NoChain ?? sketch.Layers.First(layer => layer.IsRecurrent).Problem ?? "";
        }
        catch (InterchangeException e)
        {
            return e.Message;
        }
    }

    // One LSTM of 2 units, and what the change says.
    private static OnnxGraph Lstm(string change)
    {
        var graph = new OnnxGraph("g");
        graph.Inputs.Add(new OnnxValue("x", OnnxType.Float, ["steps", "batch", 3]));
        if (change == "input")
            graph.Inputs.Add(new OnnxValue("w", OnnxType.Float, [1, 8, 3]));
        else
            graph.Initializers.Add(OnnxTensor.Of("w", new float[change == "shape" ? 27 : 24], 1, change == "shape" ? 9 : 8, 3));
        graph.Initializers.Add(OnnxTensor.Of("r", new float[16], 1, 8, 2));
        if (change == "state")
            graph.Initializers.Add(OnnxTensor.Of("h", [0f, 1f], 1, 1, 2));
        OnnxAttribute[] attributes = change switch
        {
            "clip" => [OnnxAttribute.Of("clip", 3f)],
            "reverse" => [OnnxAttribute.Of("direction", "reverse")],
            "activations" => [OnnxAttribute.Of("activations", "Sigmoid", "Softsign", "Tanh")],
            _ => [],
        };
        graph.Nodes.Add(new OnnxNode("LSTM", ["x", "w", "r", "", "", change == "state" ? "h" : ""], ["y"])
        {
            Name = "rec", Attributes = [OnnxAttribute.Of("hidden_size", 2), .. attributes],
        });
        string last = "y";
        if (change is "unknown" or "loop" or "domain")
        {
            (string op, string name, string domain) = change switch
            {
                "unknown" => ("Mish", "mish", ""),
                "loop" => ("Loop", "loop", ""),
                _ => ("Gelu", "gelu", "com.x"),
            };
            graph.Nodes.Add(new OnnxNode(op, ["y"], [last = "z"]) { Name = name, Domain = domain });
        }

        graph.Outputs.Add(new OnnxValue(last, OnnxType.Float, default));
        return graph;
    }

    private static WeightFile Read(OnnxGraph graph)
    {
        using var stream = new MemoryStream();
        OnnxWriter.Write(new OnnxModel(graph) { Opsets = new Dictionary<string, long> { [""] = 17 } }).WriteTo(stream);
        stream.Position = 0;
        return WeightFile.Read(stream);
    }

    private static void Near(string name, Func<float[], float[]> predict)
    {
        (float[] x, float[] expected) = TestFiles.Expected(name);
        float[] actual = predict(x);
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5f);
    }
}
