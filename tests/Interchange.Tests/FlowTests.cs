using System.Text.Json.Nodes;
using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Tests;

/// <summary>Files whose names and shapes fit a class that computes something else between its layers or in its head.</summary>
public sealed class FlowTests
{
    private const string Stack = "keras3-stack-named.keras";

    // Each loaded without an error, and predicted other numbers.
    [Theory]
    [InlineData("mean", typeof(FlowLast), "'dense' has Pooling = Mean in the file, and Last in the declaration of FlowLast")]
    [InlineData("mean", typeof(FlowMax), "Pooling = Mean in the file, and Max")]
    [InlineData("max", typeof(FlowMean), "Pooling = Max in the file, and Mean")]
    [InlineData("last", typeof(FlowMean), "Pooling = Last in the file, and Mean")]
    [InlineData("last", typeof(FlowEvery), "Pooling = Last in the file, and EveryStep")]
    [InlineData("every", typeof(FlowLast), "Pooling = EveryStep in the file, and Last")]
    [InlineData("last relu-between", typeof(FlowLast), "'lstm' has Activation = Relu in the file, and None")]
    [InlineData("last tanh-between", typeof(FlowRelu), "Activation = Tanh in the file, and Relu")]
    [InlineData("last", typeof(FlowRelu), "Activation = None in the file, and Relu")]
    [InlineData("mean relu-after", typeof(FlowMean), "Activation = Relu behind the pooling in the file, and None")]
    [InlineData("last softmax", typeof(FlowLast), "'dense' has Activation = Softmax in the file, and None ([Regression])")]
    [InlineData("last softmax", typeof(FlowLabels), "Activation = Softmax in the file, and Sigmoid ([MultiLabel])")]
    [InlineData("last sigmoid", typeof(FlowClasses), "Activation = Sigmoid in the file, and Softmax ([Classification])")]
    [InlineData("last sigmoid", typeof(FlowLast), "Activation = Sigmoid in the file, and None ([Regression])")]
    [InlineData("last", typeof(FlowClipped), "'lstm' has CellClip = 0 in the file, and 1 in the declaration of FlowClipped")]
    [InlineData("last", typeof(FlowZoned), "'lstm' has Zoneout = 0 in the file, and 0.5 in the declaration of FlowZoned")]
    public void A_graph_that_computes_something_else_is_an_error(string graph, Type type, string said)
    {
        LoadReport report = Refused(Graph(graph), type, said);
        Assert.Contains("note", report.ToString(), StringComparison.Ordinal);
        Assert.Contains(said.Split(" of Flow")[0], report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mean", typeof(FlowMean), null)]
    [InlineData("max", typeof(FlowMax), null)]
    [InlineData("last", typeof(FlowLast), null)]
    [InlineData("every", typeof(FlowEvery), null)]
    [InlineData("last relu-between", typeof(FlowRelu), null)]
    [InlineData("last softmax", typeof(FlowClasses), null)]
    [InlineData("last sigmoid", typeof(FlowLabels), null)]
    [InlineData("last", typeof(FlowClasses), "'dense' gives scores in the file, and [Classification] their softmax")]
    [InlineData("last", typeof(FlowLabels), "'dense' gives scores in the file, and [MultiLabel] their sigmoid")]
    [InlineData("last relu", typeof(FlowLast), "the head 'dense' has Relu behind it in the file: apply that to what Predict gives")]
    public void What_a_declaration_says_or_leaves_to_its_user_is_loaded(string graph, Type type, string? note)
    {
        string report = WeightLoader.Load(New(type), Graph(graph)).ToString();
        if (note is null)
            Assert.DoesNotContain("  note ", report, StringComparison.Ordinal);
        else
            Assert.Contains($"  note      {note}", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_residual_that_is_not_declared_is_an_error() => Refused(
        WeightFile.Read(new MemoryStream(OnnxGraphs.Write("residual"))), typeof(FlowAlone),
        "layer 'lstm' has Residual = true in the file, and false in the declaration of FlowAlone");

    // A declared layer would read the reverse direction at each step, and the head the last of them.
    [Fact]
    public void Last_states_of_both_directions_before_another_layer_are_an_error()
    {
        var graph = new OnnxBuilder();
        graph.Lstm("lstm", "x", 3, both: true);
        string turned = graph.Add("Transpose", "turned", ["lstm.h"], OnnxAttribute.Of("perm", [1, 0, 2]));
        string value = graph.Add("Reshape", "joined", [turned, graph.Longs(-1, 4)]);
        value = graph.Add("MatMul", "first", [value, graph.Floats(4, 5)]);
        Refused(
            graph.Read(graph.Add("MatMul", "second", [value, graph.Floats(5, 1)])), typeof(FlowBoth),
            "layer 'lstm' has output = the last state of each direction in the file, and every step, for 'dense', in the declaration");
    }

    [Theory]
    [InlineData("", typeof(StackMean), "layer 'dense' has Pooling = Last in the file, and Mean in the declaration of StackMean")]
    [InlineData("", typeof(StackRelu), "layer 'lstm' has Activation = None in the file, and Relu")]
    [InlineData("", typeof(StackLabels), "layer 'dense' has Activation = Softmax in the file, and Sigmoid ([MultiLabel])")]
    [InlineData("", typeof(StackValues), "layer 'dense' has Activation = Softmax in the file, and None ([Regression])")]
    [InlineData("sigmoid", typeof(KerasStack), "Activation = Sigmoid in the file, and Softmax ([Classification])")]
    [InlineData("linear", typeof(StackMean), "Pooling = Last in the file, and Mean")]
    [InlineData("every", typeof(KerasStack), "Pooling = EveryStep in the file, and Last")]
    [InlineData("between", typeof(KerasStack), "layer 'lstm' has Activation = Relu in the file, and None")]
    public void A_keras_file_that_computes_something_else_is_an_error(string change, Type type, string said) =>
        Refused(Keras(change), type, said);

    [Theory]
    [InlineData("between", typeof(StackRelu))]
    [InlineData("linear", typeof(StackValues))]
    [InlineData("linear", typeof(KerasStack))] // what it gives is what training takes the softmax of
    [InlineData("sigmoid", typeof(StackLabels))]
    public void A_keras_file_is_loaded_by_the_class_that_computes_the_same(string change, Type type)
    {
        IRecurrentModel model = New(type);
        Assert.Equal(model.Description.Parameters.Length, WeightLoader.Load(model, Keras(change)).Loaded.Count);
    }

    // Weights alone say nothing of it.
    [Fact]
    public void Weights_alone_are_not_compared()
    {
        var model = new StackMean(seed: 1);
        LoadReport report = WeightLoader.Load(model, TestFiles.Path("keras2-stack-weights.h5"));
        Assert.Equal(StackMean.Description.Parameters.Length, report.Loaded.Count);
    }

    private static LoadReport Refused(WeightFile file, Type type, string said)
    {
        IRecurrentModel model = New(type);
        float[] before = model.Parameters.ToArray();
        string message = Assert.Throws<InterchangeException>(() => WeightLoader.Load(model, file)).Message;
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.Contains("LoadOptions.Strict = false", message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.ToArray());
        LoadReport report = WeightLoader.Load(model, file, new LoadOptions { Strict = false });
        Assert.Equal(model.Description.Parameters.Length, report.Loaded.Count);
        return report;
    }

    private static IRecurrentModel New(Type type) => (IRecurrentModel)Activator.CreateInstance(
        type, type.GetConstructors()[0].GetParameters().Select(parameter => parameter.DefaultValue).ToArray())!;

    // An LSTM, which steps are taken, a function, a linear layer and a function.
    private static WeightFile Graph(string what)
    {
        var graph = new OnnxBuilder();
        graph.Lstm("lstm", "x", 3);
        string[] words = what.Split(' ');
        string value = graph.Add("Squeeze", "one", ["lstm.y", graph.Longs(1)]);
        if (words.Contains("relu-between") || words.Contains("tanh-between"))
            value = graph.Add(words.Contains("relu-between") ? "Relu" : "Tanh", "between", [value]);
        value = words[0] switch
        {
            "mean" => graph.Add("ReduceMean", "mean", [value], OnnxAttribute.Of("axes", [0]), OnnxAttribute.Of("keepdims", 0)),
            "max" => graph.Add("ReduceMax", "max", [value], OnnxAttribute.Of("axes", [0]), OnnxAttribute.Of("keepdims", 0)),
            "last" => graph.Add("Gather", "last", [value, graph.Long(-1)], OnnxAttribute.Of("axis", 0)),
            _ => value,
        };
        if (words.Contains("relu-after"))
            value = graph.Add("Relu", "after", [value]);
        value = graph.Add("MatMul", "product", [value, graph.Floats(2, 2)]);
        return graph.Read(words[^1] switch
        {
            "softmax" => graph.Add("Softmax", "end", [value]),
            "sigmoid" => graph.Add("Sigmoid", "end", [value]),
            "relu" => graph.Add("Relu", "end", [value]),
            _ => value,
        });
    }

    private static WeightFile Keras(string change) => KerasEdits.Edited(Stack, layers =>
    {
        JsonNode Settings(string name) =>
            layers.Select(layer => layer!["config"]!).First(config => config["name"]!.GetValue<string>() == name);
        if (change is "sigmoid" or "linear")
            Settings("dense")["activation"] = change;
        if (change == "every")
            Settings("lstm_1")["return_sequences"] = true;
        if (change == "between")
            layers.Insert(2, JsonNode.Parse("""{"class_name": "Activation", "config": {"name": "function", "activation": "relu"}}"""));
    });
}
