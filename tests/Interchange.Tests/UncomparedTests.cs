using System.Text.Json.Nodes;
using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Tests;

/// <summary>Files that say what they compute, and in a way that cannot be compared with a class.</summary>
public sealed class UncomparedTests
{
    private const string Stack = "keras3-stack-named.keras";

    private static readonly LoadOptions Anyway = new() { Strict = false };

    [Fact]
    public void A_graph_with_branches_is_an_error_that_names_the_node()
    {
        var model = new OnnxBranch(seed: 1);
        WeightFile file = WeightFile.Open(TestFiles.Path("onnx-branches.onnx"));
        Refused(model, file, "'/b/GRU' (GRU) reads values that another layer has read", new LoadOptions { Ignore = ["b.*"] });
        Assert.Contains("note      the graph is no chain", WeightLoader.Load(model, file, Anyway).ToString(), StringComparison.Ordinal);
    }

    // Its layers are all that the class has, and what follows them was passed over.
    [Fact]
    public void A_node_that_is_not_read_is_an_error()
    {
        var graph = new OnnxBuilder();
        graph.Lstm("lstm", "x", 3);
        string value = graph.Add("Gather", "last", [graph.Add("Squeeze", "one", ["lstm.y", graph.Longs(1)]), graph.Long(-1)]);
        value = graph.Add("MatMul", "product", [value, graph.Floats(2, 2)]);
        Refused(new FlowLast(seed: 1), graph.Read(graph.Add("Mish", "mish", [value])), "node 'mish' (Mish) is not read");
    }

    [Fact]
    public void Several_inputs_of_a_keras_model_are_an_error() => Refused(
        new KerasStack(seed: 1), KerasEdits.Functional(Stack, config =>
        {
            JsonArray layers = config["layers"]!.AsArray();
            JsonNode second = layers[0]!.DeepClone();
            second["name"] = "other";
            second["config"]!["name"] = "other";
            layers.Insert(0, second);
        }), "the model has several inputs");

    [Fact]
    public void A_keras_layer_that_reads_two_layers_is_an_error() => Refused(
        new KerasStack(seed: 1), KerasEdits.Functional(Stack, config => config["layers"]!.AsArray()[^1]!["inbound_nodes"] =
            JsonNode.Parse("""[[["lstm_1", 0, 0, {}], ["lstm", 0, 0, {}]]]""")), "layer 'dense' reads lstm_1, lstm");

    // It has no weights, so that none of them is refused.
    [Fact]
    public void A_keras_layer_without_weights_that_no_declaration_has_is_an_error() => Refused(
        new KerasStack(seed: 1), KerasEdits.Edited(
            Stack, layers => layers.Insert(2, JsonNode.Parse("""{"class_name": "Lambda", "config": {"name": "twice"}}"""))),
        "layer 'twice' is of class 'Lambda'");

    [Fact]
    public void Layers_in_another_order_are_an_error()
    {
        var graph = new OnnxBuilder(OnnxType.Float, "steps", "batch", 3);
        graph.Lstm("first", "x", 3, units: 3);
        graph.Lstm("second", graph.Add("Squeeze", "one", ["first.y", graph.Longs(1)]), 3, units: 3);
        WeightFile file = graph.Read("second.y");
        var model = new FlowTwo(seed: 1);
        WeightLoader.Load(model, file);
        var turned = new LoadOptions
        {
            Rename = name => name.StartsWith("lstm2", StringComparison.Ordinal) ? name.Replace("lstm2", "lstm", StringComparison.Ordinal)
                : name.Replace("lstm", "lstm2", StringComparison.Ordinal),
        };
        Refused(model, file, "layer 'lstm' stands before 'lstm2' in the file, and behind it in the declaration of FlowTwo", turned, "");
    }

    [Fact]
    public void Layers_behind_each_other_are_no_heads_side_by_side()
    {
        var graph = new OnnxBuilder();
        graph.Lstm("lstm", "x", 3);
        string value = graph.Add("Squeeze", "one", ["lstm.y", graph.Longs(1)]);
        value = graph.Add("MatMul", "product", [value, graph.Floats(2, 2)]);
        WeightFile file = graph.Read(graph.Add("MatMul", "second", [value, graph.Floats(2, 2)]));
        Refused(
            new FlowHeads(seed: 1), file, "layer 'dense2' reads 'dense' in the file, and 'dense' is a head in the declaration", says: "");
    }

    private static void Refused(
        IRecurrentModel model, WeightFile file, string said, LoadOptions? options = null, string says = "cannot be compared with ")
    {
        float[] before = model.Parameters.ToArray();
        string message = Assert.Throws<InterchangeException>(() => WeightLoader.Load(model, file, options)).Message;
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.Contains("LoadOptions.Strict = false", message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.ToArray());
        LoadReport report = WeightLoader.Load(model, file, (options ?? new LoadOptions()) with { Strict = false });
        Assert.Equal(model.Description.Parameters.Length, report.Loaded.Count);
        Assert.Contains(said.Split(" of Flow")[0], report.ToString(), StringComparison.Ordinal);
    }
}
