using System.Text.Json;
using LstmGen.Interchange.Safetensors;

namespace LstmGen.Interchange.Json;

/// <summary>JSON files: the index of safetensors files, RTNeural's layers, a PyTorch <c>state_dict</c>.</summary>
internal static class JsonFile
{
    private const long MaxBytes = 1L << 30;

    /// <exception cref="FormatException">It is none of these.</exception>
    public static (WeightFileKind Kind, List<WeightTensor> Tensors) Read(Stream stream, string? folder, List<string> notes)
    {
        if (stream.Length - stream.Position > MaxBytes)
            throw new FormatException($"a JSON file of more than {MaxBytes} bytes is not read; convert it to safetensors");
        try
        {
            using JsonDocument document = JsonDocument.Parse(stream);
            JsonElement root = document.RootElement;
            if (JsonText.Find(root, "weight_map") is { } map)
                return (WeightFileKind.SafetensorsIndex, SafetensorsReader.ReadIndex(map, folder));
            if (JsonText.Find(root, "layers") is { } layers)
                return (WeightFileKind.RtNeural, RtNeuralJson.Read(layers, notes));
            return (WeightFileKind.StateDictJson, StateDictJson.Read(
                JsonText.Find(root, "state_dict") is { ValueKind: JsonValueKind.Object } dictionary ? dictionary : root));
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is not well-formed JSON: {e.Message}", e);
        }
    }
}
