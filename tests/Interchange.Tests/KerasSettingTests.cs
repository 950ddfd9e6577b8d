using System.Text.Json.Nodes;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Tests;

/// <summary>Settings of Keras' layers that make them compute something else: kept, or an error that names them.</summary>
public sealed class KerasSettingTests
{
    private const string Stack = "keras3-stack-named.keras", Tags = "keras3-tags.keras", Words = "keras3-words.keras";

    // Each came in as the plain function.
    [Theory]
    [InlineData("""{"class_name": "ReLU", "config": {"name": "r", "max_value": 6.0}}""", "max_value = 6")]
    [InlineData("""{"class_name": "ReLU", "config": {"name": "r", "negative_slope": 0.1}}""", "negative_slope = 0.1")]
    [InlineData("""{"class_name": "ReLU", "config": {"name": "r", "threshold": 1.5}}""", "threshold = 1.5")]
    [InlineData("""{"class_name": "ReLU", "config": {"max_value": {"class_name":"__numpy__", "config": {"value": 6}}}}""", "max_value = 6")]
    [InlineData("""{"class_name": "Softmax", "config": {"name": "s", "axis": 0}}""", "axis = 0")]
    [InlineData("""{"class_name": "Softmax", "config": {"name": "s", "axis": [1, 2]}}""", "axis = [1,2]")]
    public void A_function_with_a_setting_is_refused(string function, string said)
    {
        JsonNode parsed = JsonNode.Parse(function)!;
        Assert.Contains(
            said, KerasEdits.Refused(KerasEdits.Edited(Stack, layers => Settings(layers, "dense")["activation"] = parsed)),
            StringComparison.Ordinal);

        // The same as a layer, which has no weights: the report says it too.
        WeightFile file = KerasEdits.Edited(Stack, layers =>
        {
            JsonNode layer = parsed.DeepClone();
            layer["config"]!["name"] = "function";
            layers.Add(layer);
        });
        Assert.Contains($"layer 'function' has {said}", KerasEdits.Refused(file), StringComparison.Ordinal);
        Assert.Contains(file.Notes, note => note.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void A_function_that_no_declaration_has_is_refused_by_its_class()
    {
        JsonNode leaky = JsonNode.Parse("""{"class_name": "LeakyReLU", "config": {"name": "l", "negative_slope": 0.1}}""")!;
        Assert.Contains(
            "activation = LeakyReLU",
            KerasEdits.Refused(KerasEdits.Edited(Stack, layers => Settings(layers, "dense")["activation"] = leaky.DeepClone())),
            StringComparison.Ordinal);
        Assert.Contains(
            "LeakyReLU", KerasEdits.Refused(KerasEdits.Edited(Stack, layers => layers.Add(leaky.DeepClone()))), StringComparison.Ordinal);
    }

    // [Classification(1)] is no declaration.
    [Fact]
    public void A_softmax_over_one_output_is_refused_with_what_to_declare()
    {
        string message = KerasEdits.Refused(KerasEdits.Edited(Words, layers => Settings(layers, "answer")["activation"] = "softmax"));
        Assert.Contains("'answer' has a softmax over one output, which is 1 whatever the input is", message, StringComparison.Ordinal);
        Assert.Contains("[MultiLabel(1)]", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"class_name": "ReLU", "config": {"max_value": null, "negative_slope": 0.0, "threshold": 0.0}}""", "relu")]
    [InlineData("""{"class_name": "Softmax", "config": {"axis": -1}}""", "softmax")]
    [InlineData("""{"class_name": "Softmax", "config": {"axis": 1}}""", "softmax")] // of rows without steps the last
    [InlineData("""{"class_name": "function", "config": "sigmoid"}""", "sigmoid")]
    [InlineData("""{"class_name": "sigmoid", "config": null}""", "sigmoid")]
    public void A_function_written_as_an_object_is_the_plain_one(string function, string plain)
    {
        string expected = KerasEdits.Declared(KerasEdits.Edited(Stack, layers => Settings(layers, "dense")["activation"] = plain));
        Assert.Equal(
            expected,
            KerasEdits.Declared(
                KerasEdits.Edited(Stack, layers => Settings(layers, "dense")["activation"] = JsonNode.Parse(function))));
    }

    [Fact]
    public void An_rnn_with_a_bounded_relu_is_refused() => Assert.Contains(
        "layer 'simple_rnn' has max_value = 1",
        KerasEdits.Refused(KerasEdits.Edited(Tags, layers => Settings(layers, "simple_rnn")["activation"] =
            JsonNode.Parse("""{"class_name": "ReLU", "config": {"max_value": 1}}"""))),
        StringComparison.Ordinal);

    [Fact]
    public void A_layer_that_is_made_of_a_cell_has_its_own_steps_and_direction()
    {
        WeightFile wrapped = KerasEdits.Edited(Stack, Wrap);
        var model = new KerasStack(seed: 1);
        WeightLoader.Load(model, wrapped);
        (float[] x, float[] expected) = TestFiles.Expected("keras-stack");
        float[] y = model.Predict(x).ToArray();
        Assert.Equal(expected.Length, y.Length);
        for (int i = 0; i < y.Length; i++)
            Assert.Equal(expected[i], y[i], 1e-5);
        Assert.Equal(KerasEdits.Declared(WeightFile.Open(TestFiles.Path(Stack))), KerasEdits.Declared(wrapped));

        // At every step, which a cell does not say.
        string every = KerasEdits.Declared(KerasEdits.Edited(Stack, layers => Settings(layers, "lstm_1")["return_sequences"] = true));
        Assert.NotEqual(KerasEdits.Declared(wrapped), every);
        Assert.Equal(every, KerasEdits.Declared(KerasEdits.Edited(Stack, layers =>
        {
            Settings(layers, "lstm_1")["return_sequences"] = true;
            Wrap(layers);
        })));
        Assert.Contains("layer 'lstm' has go_backwards = True", KerasEdits.Refused(KerasEdits.Edited(Stack, layers =>
        {
            Settings(layers, "lstm")["go_backwards"] = true;
            Wrap(layers);
        })), StringComparison.Ordinal);

        // Layers lstm and lstm_1 as RNN(LSTMCell), with the settings where Keras has them.
        static void Wrap(JsonArray layers)
        {
            foreach (string name in (string[])["lstm", "lstm_1"])
            {
                JsonNode settings = Settings(layers, name), layer = settings.Parent!;
                var outer = new JsonObject { ["name"] = name };
                foreach (string own in (string[])["return_sequences", "go_backwards"])
                {
                    outer[own] = settings[own]!.DeepClone();
                    settings.AsObject().Remove(own);
                }

                layer["class_name"] = "RNN";
                outer["cell"] = new JsonObject { ["class_name"] = "LSTMCell", ["config"] = settings.DeepClone() };
                layer["config"] = outer;
            }
        }
    }

    [Fact]
    public void A_head_on_the_state_h_reads_the_last_step()
    {
        string last = KerasEdits.Declared(WeightFile.Open(TestFiles.Path(Stack)));
        Assert.Equal(last, KerasEdits.Declared(KerasEdits.Functional(Stack, _ => { })));
        Assert.Equal(last, KerasEdits.Declared(KerasEdits.Functional(Stack, config => Read(config, every: true, output: 1))));
        Assert.Equal(last, KerasEdits.Declared(KerasEdits.Functional(Stack, config => Read(config, every: false, output: 1))));
        Assert.NotEqual(last, KerasEdits.Declared(KerasEdits.Functional(Stack, config => Read(config, every: true, output: 0))));
        WeightFile cell = KerasEdits.Functional(Stack, config => Read(config, every: true, output: 2));
        Assert.Contains("layer 'dense' reads output 2 of layer 'lstm_1'", KerasEdits.Refused(cell), StringComparison.Ordinal);
        Assert.Contains(cell.Notes, note => note.Contains("layer 'dense' reads output 2", StringComparison.Ordinal)); // and so the report

        static void Read(JsonNode config, bool every, int output)
        {
            JsonArray layers = config["layers"]!.AsArray();
            Settings(layers, "lstm_1")["return_sequences"] = every;
            Settings(layers, "lstm_1")["return_state"] = true;
            layers[^1]!["inbound_nodes"]![0]!["args"]![0] = KerasEdits.Tensor("lstm_1", output);
        }
    }

    [Theory]
    [InlineData("""["lstm_1", 0, 0]""", "its output is that of layer 'lstm_1', and layers follow it")]
    [InlineData("""[["lstm_1", 0, 0], ["dense", 0, 0]]""", "it gives 2 outputs, lstm_1, dense")]
    [InlineData("""{"a": ["dense", 0, 0], "b": ["lstm_1", 0, 2]}""", "it gives 2 outputs, dense, lstm_1")]
    [InlineData("""[["dense", 1, 0]]""", "its output is layer 'dense' of another call")]
    public void Outputs_that_are_not_the_last_layer_alone_are_no_chain(string outputs, string said) => Assert.Contains(
        said, KerasEdits.Refused(KerasEdits.Functional(Stack, config => config["output_layers"] = JsonNode.Parse(outputs))),
        StringComparison.Ordinal);

    [Fact]
    public void A_layer_called_with_a_further_tensor_is_no_chain()
    {
        // Keras 2 has what a layer is called with behind its input.
        JsonNode nodes = JsonNode.Parse("""[[["dropout", 0, 0, {"initial_state": [["lstm", 0, 1], ["lstm", 0, 2]]}]]]""")!;
        Assert.Contains(
            "layer 'lstm_1' reads dropout, lstm",
            KerasEdits.Refused(KerasEdits.Functional(Stack, config => config["layers"]![3]!["inbound_nodes"] = nodes)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"class_name": "__numpy__", "config": {"value": [[1.0, 1.0, 1.0, 1.0]], "dtype": "float32"}}]""", false)]
    [InlineData("null", true)]
    public void A_first_state_that_is_a_constant_is_no_chain(string state, bool kept)
    {
        WeightFile file = KerasEdits.Functional(Stack, config =>
            config["layers"]![3]!["inbound_nodes"]![0]!["kwargs"]!["initial_state"] = JsonNode.Parse(state));
        if (kept)
            Assert.Equal(KerasEdits.Declared(WeightFile.Open(TestFiles.Path(Stack))), KerasEdits.Declared(file));
        else
            Assert.Contains("layer 'lstm_1' reads dropout, a constant initial_state", KerasEdits.Refused(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", false)]
    [InlineData("[1]", false)]
    [InlineData("[1, 2]", false)]
    [InlineData("2", true)] // Keras 2 writes the place of the last
    [InlineData("[2]", true)]
    [InlineData("-1", true)]
    public void Normalisation_is_over_the_last_axis(string axis, bool kept)
    {
        WeightFile file = KerasEdits.Edited(Tags, layers => Settings(layers, "norm")["axis"] = JsonNode.Parse(axis));
        if (kept)
            Assert.Equal(KerasEdits.Declared(WeightFile.Open(TestFiles.Path(Tags))), KerasEdits.Declared(file));
        else
            Assert.Contains("layer 'norm' has axis = ", KerasEdits.Refused(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data_format", "\"channels_first\"", "data_format = channels_first")]
    [InlineData("keepdims", "true", "keepdims = True")]
    public void A_pooling_over_another_axis_is_refused(string setting, string value, string said) => Assert.Contains(
        said,
        KerasEdits.Refused(KerasEdits.Edited("keras3-old.keras", layers => Settings(layers, "pool")[setting] = JsonNode.Parse(value))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("lstm", "is TimeDistributed of a LSTM")]
    [InlineData("dense", null)]
    [InlineData("dropout", null)]
    public void TimeDistributed_is_of_what_acts_on_each_step(string wrapped, string? said)
    {
        WeightFile file = KerasEdits.Edited(Stack, layers =>
        {
            JsonNode layer = Settings(layers, wrapped).Parent!, inner = layer.DeepClone();
            layer["class_name"] = "TimeDistributed";
            layer["config"] = new JsonObject { ["name"] = wrapped, ["layer"] = inner };
        });
        if (said is null)
            Assert.Equal(KerasEdits.Declared(WeightFile.Open(TestFiles.Path(Stack))), KerasEdits.Declared(file));
        else
            Assert.Contains(said, KerasEdits.Refused(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reset_after", "false")]
    [InlineData("activation", "\"relu\"")]
    [InlineData("reset_after", "true")]
    public void A_backward_layer_has_the_settings_of_the_forward_layer(string setting, string value)
    {
        WeightFile file = KerasEdits.Edited(Words, layers =>
        {
            JsonNode both = Settings(layers, "both");
            both["backward_layer"] = both["layer"]!.DeepClone();
            both["backward_layer"]!["config"]!["go_backwards"] = true;
            both["backward_layer"]!["config"]![setting] = JsonNode.Parse(value);
        });
        if (value == "true")
            Assert.Equal(KerasEdits.Declared(WeightFile.Open(TestFiles.Path(Words))), KerasEdits.Declared(file));
        else
            Assert.Contains("other settings than the forward layer", KerasEdits.Refused(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_that_a_wrapped_layer_keeps_is_said() => Assert.Contains(
        Proposal.Of(KerasEdits.Edited(Words, layers => Settings(layers, "both")["layer"]!["config"]!["stateful"] = true)).Unknown,
        unknown => unknown.StartsWith("'both' is stateful", StringComparison.Ordinal));

    // Names are looked at when one is asked for, and halves of characters only then.
    [Theory]
    [InlineData("{\"config\": {}, \"\\ud800aaaaaaaaaaaaaaaaaaaaaaaa\": 1}")]
    [InlineData("{\"config\": {\"\\ud800aaaaaaaaaaaaaaaaaaaaaaaa\": 1, \"layers\": []}}")]
    [InlineData("{\"config\": {\"layers\": [{\"\\ud800aaaaaaaaaaaaaaaaaaaaaaaa\": 1, \"class_name\": \"LSTM\"}]}}")]
    [InlineData("{\"config\": {\"layers\": [{\"class_name\": \"LSTM\", \"config\": {\"\\ud800aaaaaaaaaaaaaaaaaaaaaaaa\": 1}}]}}")]
    public void A_name_that_is_no_text_is_refused(string config) => Assert.Contains(
        "a name in its JSON is not valid", Assert.Throws<InterchangeException>(() => KerasEdits.Replaced(Stack, config)).Message,
        StringComparison.Ordinal);

    private static JsonNode Settings(JsonArray layers, string name) =>
        layers.Select(layer => layer!["config"]!).First(config => config["name"]!.GetValue<string>() == name);
}
