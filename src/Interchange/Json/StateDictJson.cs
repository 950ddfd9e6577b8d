using System.Runtime.InteropServices;
using System.Text.Json;

namespace LstmGen.Interchange.Json;

/// <summary>
/// A PyTorch <c>state_dict</c> as JSON: <c>{"rec.weight_ih_l0": [[...], ...], ...}</c>, or an object that has it as <c>state_dict</c>.
/// </summary>
internal static class StateDictJson
{
    /// <exception cref="FormatException">A value is no array of numbers.</exception>
    public static List<WeightTensor> Read(JsonElement dictionary)
    {
        var tensors = new List<WeightTensor>();
        foreach (JsonProperty pair in dictionary.EnumerateObject())
        {
            JsonArray array = JsonArray.Read(JsonText.Name(pair), pair.Value);
            tensors.Add(
                new WeightTensor(
                    pair.Name, SafetensorsType.F32, [.. array.Shape.Select(size => (long)size)],
                    MemoryMarshal.AsBytes(array.Values.AsSpan()).ToArray()));
        }

        return tensors.Count > 0 ? tensors : throw new FormatException("it is JSON without tensors");
    }
}
