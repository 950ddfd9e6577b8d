using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Tests;

/// <summary>Files of <c>Files/</c> with another <c>config.json</c>, as Keras writes it for settings that no file there has.</summary>
internal static class KerasEdits
{
    /// <summary>The file <paramref name="name"/> with its list of layers changed.</summary>
    public static WeightFile Edited(string name, Action<JsonArray> edit) => WithConfig(name, config =>
    {
        edit(config["config"]!["layers"]!.AsArray());
        return config;
    });

    /// <summary>The same as a functional model, in which each layer reads output 0 of the one before it.</summary>
    /// <param name="name">The file.</param>
    /// <param name="edit">Changes the <c>config</c>, which has the list of layers and of outputs.</param>
    public static WeightFile Functional(string name, Action<JsonNode> edit) => WithConfig(name, config =>
    {
        config["class_name"] = "Functional";
        JsonArray layers = config["config"]!["layers"]!.AsArray();
        for (int i = 0; i < layers.Count; i++)
        {
            layers[i]!["name"] = Name(layers[i]!);
            layers[i]!["inbound_nodes"] = i == 0 ? new JsonArray() : new JsonArray(new JsonObject
            {
                ["args"] = new JsonArray(Tensor(Name(layers[i - 1]!), 0)), ["kwargs"] = new JsonObject { ["training"] = false },
            });
        }

        config["config"]!["output_layers"] = new JsonArray(Name(layers[^1]!), 0, 0);
        edit(config["config"]!);
        return config;
    });

    /// <summary>A tensor as Keras 3 names it.</summary>
    public static JsonObject Tensor(string layer, int output) => new()
    {
        ["class_name"] = "__keras_tensor__",
        ["config"] = new JsonObject { ["shape"] = new JsonArray(null, 4), ["keras_history"] = new JsonArray(layer, 0, output) },
    };

    /// <summary>The declaration of a file as a model's description has it.</summary>
    public static string Declared(WeightFile file) => Proposal.Of(file).Canonical;

    /// <summary>What stands in the way of a declaration.</summary>
    public static string Refused(WeightFile file)
    {
        string message = Assert.Throws<InterchangeException>(() => Proposal.Of(file)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private static string Name(JsonNode layer) => layer["config"]!["name"]!.GetValue<string>();

    /// <summary>The file with another <c>config.json</c>.</summary>
    public static WeightFile Replaced(string name, string config) => WithText(name, _ => config);

    private static WeightFile WithConfig(string name, Func<JsonNode, JsonNode> edit) =>
        WithText(name, config => edit(JsonNode.Parse(config)!).ToJsonString());

    private static WeightFile WithText(string name, Func<string, string> edit)
    {
        var memory = new MemoryStream(File.ReadAllBytes(TestFiles.Path(name)));
        using var edited = new MemoryStream();
        using (var from = new ZipArchive(memory))
        using (var to = new ZipArchive(edited, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in from.Entries)
            {
                using Stream content = entry.Open(), target = to.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                if (entry.FullName == "config.json")
                    target.Write(Encoding.UTF8.GetBytes(edit(new StreamReader(content).ReadToEnd())));
                else
                    content.CopyTo(target);
            }
        }

        edited.Position = 0;
        return WeightFile.Read(edited, name);
    }
}
