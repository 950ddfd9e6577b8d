using System.Text.Json;
using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Tests;

/// <summary>
/// A tensor that belongs to no parameter is an error that names it, unless the options name it. PyTorch's form is tested in
/// <see cref="TorchLoadTests"/>, Keras' in <see cref="KerasLoadTests"/>.
/// </summary>
public sealed class LeftOverTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-left-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Options_that_are_null_are_named()
    {
        string path = Write("safetensors", [1f, 2f, 3f], ("spare.weight", [5f, 6f, 7f]));
        foreach ((string name, LoadOptions options) in new[]
            {
                ("Ignore", new LoadOptions { Ignore = null! }), ("Ignore", new LoadOptions { Ignore = [null!] }),
                ("Prefix", new LoadOptions { Prefix = null! }),
            })
            Assert.Equal(
                name, Assert.ThrowsAny<ArgumentException>(() => WeightLoader.Load(new Spare(seed: 1), path, options)).ParamName);
    }

    // A terminal obeys them: a name could change its title, its colours, or what stands there already.
    [Fact]
    public void Control_characters_of_names_are_not_shown()
    {
        const string Bad = "spare\u001b]0;title\u0007\r\n.\ud83d\ude00.weight", Shown = "spare?]0;title???.";
        string path = Write("safetensors", [1f, 2f, 3f], (Bad, [5f, 6f, 7f]));
        Assert.True(WeightFile.Open(path).TryGet(Bad, out WeightTensor? tensor)); // the name itself is as in the file
        Shows(Assert.Throws<InterchangeException>(() => WeightLoader.Load(new Spare(seed: 1), path)).Message);
        Shows(tensor.ToString());
        Shows(WeightLoader.Load(new Spare(seed: 1), path, new LoadOptions { Strict = false }).ToString());
        Shows(WeightLoader.Load(new Spare(seed: 1), path, new LoadOptions
        {
            Rename = name => name == "head.weight" ? Bad : name, Ignore = ["head.weight"],
        }).ToString());
        WeightFile keras = KerasEdits.Edited("keras3-stack-named.keras", layers => layers.Add(new System.Text.Json.Nodes.JsonObject
        {
            ["class_name"] = Bad, ["config"] = new System.Text.Json.Nodes.JsonObject { ["name"] = Bad },
        }));
        Shows(Assert.Single(keras.Notes));
        Shows(KerasEdits.Refused(keras));

        static void Shows(string text)
        {
            Assert.Contains(Shown, text, StringComparison.Ordinal);
            Assert.DoesNotContain(text.Replace(Environment.NewLine, "", StringComparison.Ordinal), char.IsControl);
        }
    }

    [Theory]
    [InlineData("safetensors")]
    [InlineData("index")]
    [InlineData("json")]
    public void A_tensor_of_no_parameter_is_named(string form)
    {
        string path = Write(form, [1f, 2f, 3f], ("spare.weight", [5f, 6f, 7f]));
        var model = new Spare(seed: 1);
        float[] before = model.Parameters.ToArray();
        Assert.Contains(
            "spare.weight", Assert.Throws<InterchangeException>(() => WeightLoader.Load(model, path)).Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.ToArray());
        LoadReport report = WeightLoader.Load(model, path, new LoadOptions { Ignore = ["spare.*"] });
        Assert.Equal("spare.weight", Assert.Single(report.Ignored).Name);
        Assert.Contains("ignored   spare.weight", report.ToString(), StringComparison.Ordinal);
        report = WeightLoader.Load(new Spare(seed: 1), path, new LoadOptions { Strict = false });
        Assert.Equal("spare.weight", Assert.Single(report.LeftOver).Name);
        Assert.Contains("left over spare.weight", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_constant_of_a_graph_that_is_not_read_is_named()
    {
        string path = Write("onnx", [1f, 2f, 3f], ("spare.weight", [5f, 6f, 7f]));
        Assert.Contains(
            "cannot be compared with Spare: ",
            Assert.Throws<InterchangeException>(() => WeightLoader.Load(new Spare(seed: 1), path)).Message, StringComparison.Ordinal);
        LoadReport report = WeightLoader.Load(new Spare(seed: 1), path, new LoadOptions { Strict = false });
        Assert.Equal("spare.weight", Assert.Single(report.LeftOver).Name);
        Assert.Contains("left over spare.weight", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("safetensors")]
    [InlineData("index")]
    [InlineData("json")]
    public void Tied_weights_under_both_names_are_accepted_where_they_are_equal(string form)
    {
        LoadReport report = WeightLoader.Load(new Spare(seed: 1), Write(form, [1f, 2f, 3f], ("tied.weight", [1f, 2f, 3f])));
        Assert.Equal("tied.weight", Assert.Single(report.Tied).Name);
        string other = Write(form, [1f, 2f, 3f], ("tied.weight", [1f, 2f, 4f]));
        Assert.Contains(
            "tied.weight", Assert.Throws<InterchangeException>(() => WeightLoader.Load(new Spare(seed: 1), other)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_of_rtneurals_form_that_is_not_declared_is_named()
    {
        var e =
            Assert.Throws<InterchangeException>(() => WeightLoader.Load(new RtNeuralBody(seed: 1), TestFiles.Path("rtneural-lstm.json")));
        Assert.Contains("dense.weight, dense.bias belong to no parameter", e.Message, StringComparison.Ordinal);
        LoadReport report = WeightLoader.Load(new RtNeuralBody(seed: 1), TestFiles.Path("rtneural-lstm.json"), new LoadOptions
        {
            Ignore = ["dense.*"]
        });
        Assert.Equal(2, report.Ignored.Count);
    }

    // The weights of Spare, and one tensor more.
    private string Write(string form, float[] weight, (string Name, float[] Values) more)
    {
        string path = Path.Combine(_folder, form);
        (string Name, float[] Values, long[] Shape)[] all = [("norm.weight", [1f, 1f, 1f], [3]), ("norm.bias", [0f, 0f, 0f], [3]),
            ("head.weight", weight, [1, 3]), (more.Name, more.Values, [1, 3])];
        SafetensorsEntry[] entries = [.. all.Select(tensor => SafetensorsEntry.Create(tensor.Name, tensor.Values, tensor.Shape))];
        switch (form)
        {
            case "safetensors":
                SafetensorsWriter.Write(path, entries, null);
                break;
            case "index":
                SafetensorsWriter.Write(Path.Combine(_folder, "one.safetensors"), entries[..2], null);
                SafetensorsWriter.Write(Path.Combine(_folder, "two.safetensors"), entries[2..], null);
                File.WriteAllText(
                    path,
                    JsonSerializer.Serialize(
                        new { weight_map = all.Select((tensor, i) => (tensor.Name, i))
                            .ToDictionary(one => one.Name, one => one.i < 2 ? "one.safetensors" : "two.safetensors") }));
                break;
            case "json":
                File.WriteAllText(
                    path,
                    JsonSerializer.Serialize(
                        all.ToDictionary(
                            tensor => tensor.Name, tensor => tensor.Shape.Length == 1 ? (object)tensor.Values : new[] { tensor.Values })));
                break;
            default:
                var graph = new OnnxGraph("g");
                graph.Inputs.Add(new OnnxValue("x", OnnxType.Float, ["batch", "steps", 3]));
                foreach ((string name, float[] values, long[] shape) in all)
                    graph.Initializers.Add(OnnxTensor.Of(name, values, shape));
                graph.Nodes.Add(new OnnxNode("LayerNormalization", ["x", "norm.weight", "norm.bias"], ["y"]) { Name = "norm" });
                graph.Outputs.Add(new OnnxValue("y", OnnxType.Float, default));
                using (FileStream stream = File.Create(path))
                    OnnxWriter.Write(new OnnxModel(graph) { IrVersion = 8, Opsets = new Dictionary<string, long> { [""] = 17 } })
                        .WriteTo(stream);
                break;
        }

        return path;
    }
}

/// <summary>A model of three small parameters.</summary>
[RecurrentModel]
[Features(3)]
[LayerNorm]
[Regression(1, Bias = false)]
internal sealed partial class Spare;

/// <summary>The network of Files/rtneural-lstm.json without its last layer.</summary>
[RecurrentModel]
[Features(2)]
[Lstm(5)]
[SequenceOutput]
internal sealed partial class RtNeuralBody;
