using System.Text.Json;
using LstmGen.Interchange.Json;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Safetensors;

/// <summary>
/// Reads one safetensors file, or all files of an index as Hugging Face writes it: <c>{"weight_map": {"NAME": "FILE"}}</c>.
/// </summary>
internal static class SafetensorsReader
{
    /// <summary>The tensors and the metadata of one file, and the layers where a declared model saved it.</summary>
    /// <exception cref="FormatException">It is malformed.</exception>
    public static (List<WeightTensor> Tensors, ModelSketch? Sketch) Read(
        Stream stream, string source, out IReadOnlyDictionary<string, string> metadata)
    {
        SafetensorsFile file = SafetensorsFile.Read(stream, source);
        List<WeightTensor> tensors = Tensors(file);
        metadata = file.Metadata;
        return (tensors, DeclarationSketch.In(file.Metadata, tensors));
    }

    /// <summary>The tensors of all files of an index, in its order.</summary>
    /// <exception cref="FormatException">A file is malformed, or the index and its files do not agree.</exception>
    public static List<WeightTensor> ReadIndex(JsonElement weightMap, string? folder)
    {
        Dictionary<string, string> map = Map(weightMap);
        if (folder is null)
            throw new FormatException("it is an index, and no other file is read with a stream; open it by its path, or give the folder of "
                + "its shards");
        var byName = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        foreach (string shard in map.Values.Distinct())
        {
            if (shard != Path.GetFileName(shard) || shard is "" or "." or "..")
                throw new FormatException(
                    $"the index names the file '{InterchangeException.Printable(shard)}'; a shard lies beside its index");
            if (!File.Exists(Path.Combine(folder, shard)))
                throw new FormatException($"the index names the file '{shard}', which does not lie beside it; fetch all files of the set");
            foreach (WeightTensor tensor in Tensors(SafetensorsFile.Open(Path.Combine(folder, shard))))
            {
                if (!map.TryGetValue(tensor.Name, out string? owner) || owner != shard)
                    throw new FormatException($"'{shard}' holds tensor '{InterchangeException.Printable(tensor.Name)}', which the index "
                        + "does not place there; fetch all files again");
                byName.Add(tensor.Name, tensor);
            }
        }

        string? missing = map.Keys.FirstOrDefault(name => !byName.ContainsKey(name));
        return missing is null
            ? [.. map.Keys.Select(name => byName[name])]
            : throw new FormatException($"the index places tensor '{InterchangeException.Printable(missing)}' in '{map[missing]}', which "
                + "does not hold it; fetch all files again");
    }

    private static List<WeightTensor> Tensors(SafetensorsFile file) =>
        [.. file.Tensors.Select(tensor => new WeightTensor(tensor.Name, tensor.Type, tensor.Shape, tensor.Bytes.ToArray()))];

    private static Dictionary<string, string> Map(JsonElement map)
    {
        if (map.ValueKind != JsonValueKind.Object)
            throw new FormatException("the weight_map of the index is no object");
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty pair in map.EnumerateObject())
        {
            if (pair.Value.ValueKind != JsonValueKind.String || !result.TryAdd(JsonText.Name(pair), JsonText.Of(pair.Value)))
                throw new FormatException(
                    $"the index names tensor '{InterchangeException.Printable(JsonText.Name(pair))}' twice or without a file");
        }

        return result;
    }
}
