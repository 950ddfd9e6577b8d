using System.Text.Json;
using LstmGen.Interchange.Json;

namespace LstmGen.Interchange.Keras;

/// <summary>The configuration of a Keras model: <c>{"class_name": "Sequential", "config": {"layers": [...]}}</c>.</summary>
internal sealed record KerasConfig(IReadOnlyList<KerasLayer> Layers)
{
    /// <summary>What the model gives; empty where it is a plain sequence, which gives what its last layer does.</summary>
    public IReadOnlyList<KerasRead> Outputs { get; init; } = [];

    /// <exception cref="FormatException">It is no JSON, or of another form.</exception>
    public static KerasConfig Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement.Clone();
            if (JsonText.Find(root, "config") is not { } config)
                throw new FormatException("its configuration has no 'config'; save the model in Keras again");
            JsonElement layers = config.ValueKind == JsonValueKind.Array ? config // the first Keras 2
                : JsonText.Find(config, "layers") is { ValueKind: JsonValueKind.Array } inner ? inner
                : throw new FormatException("its configuration lists no layers: a class of its own wrote it, or Keras 1. Save the "
                    + "weights of a Sequential or functional model");
            var outputs = new List<KerasRead>();
            if (JsonText.Find(config, "output_layers") is { } given)
                Reads(given, outputs);
            return new KerasConfig([.. layers.EnumerateArray().Select(Layer)]) { Outputs = outputs };
        }
        catch (JsonException e)
        {
            throw new FormatException($"its configuration is no well-formed JSON: {e.Message}", e);
        }
    }

    public static KerasLayer Layer(JsonElement layer)
    {
        if (JsonText.Find(layer, "class_name") is not { ValueKind: JsonValueKind.String } kind)
            throw new FormatException("its configuration has a layer without a class; save the model in Keras again");
        var config = new KerasSettings(JsonText.Find(layer, "config") ?? default);
        string name = JsonText.Find(layer, "name") is { ValueKind: JsonValueKind.String } own
            ? JsonText.Of(own)
            : config.Text("name", "");
        var reads = new List<KerasRead>();
        if (JsonText.Find(layer, "inbound_nodes") is { } nodes)
            Reads(nodes, reads);
        return new KerasLayer(name, JsonText.Of(kind), config) { Reads = reads };
    }

    // Keras 2: [[["lstm", 0, 0, {}]]]. Keras 3: [{"args": [{"config": {"keras_history": ["lstm", 0, 0]}}]}].
    private static void Reads(JsonElement nodes, List<KerasRead> reads)
    {
        if (nodes.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in nodes.EnumerateObject())
            {
                int before = reads.Count;
                Reads(property.Value, reads);
                if (reads.Count == before && JsonText.Name(property) == "initial_state" && property.Value.ValueKind != JsonValueKind.Null)
                    reads.Add(new KerasRead("a constant initial_state", 0, 0));
            }
        }
        else if (nodes.ValueKind == JsonValueKind.Array)
        {
            JsonElement[] elements = [.. nodes.EnumerateArray()];
            if (elements is [{ ValueKind: JsonValueKind.String } name, { ValueKind: JsonValueKind.Number } node,
                { ValueKind: JsonValueKind.Number } tensor, ..])
            {
                reads.Add(new KerasRead(JsonText.Of(name), Whole(node), Whole(tensor)));
                elements = elements[3..]; // what else it is called with, which may be tensors too
            }

            foreach (JsonElement element in elements)
                Reads(element, reads);
        }
    }

    private static int Whole(JsonElement number) => number.TryGetInt32(out int value) ? value
        : throw new FormatException("its configuration has a tensor whose number is no whole number; save the model in Keras again");
}
