using System.Text.Json;
using LstmGen.Interchange.Keras;

namespace LstmGen.Interchange.Json;

/// <summary>
/// RTNeural's form: <c>{"layers": [{"type": "lstm", "activation": "", "shape": [null, 8], "weights": [...]}]}</c>, weights as Keras has
/// them (https://github.com/jatinchowdhury18/RTNeural). Layers have no names: they are called lstm, gru and dense, the second of a kind
/// lstm_1.
/// </summary>
internal static class RtNeuralJson
{
    /// <exception cref="FormatException">A layer is of a kind that is not read, or its weights do not fit together.</exception>
    public static List<WeightTensor> Read(JsonElement layers, List<string> notes)
    {
        if (layers.ValueKind != JsonValueKind.Array)
            throw new FormatException("'layers' is no array");
        var tensors = new List<WeightTensor>();
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (JsonElement layer in layers.EnumerateArray())
        {
            string type = Text(layer, "type");
            string kind = type == "time-distributed-dense" ? "dense" : type;
            if (kind is not ("lstm" or "gru" or "dense"))
                throw new FormatException($"layer {kinds.Values.Sum()} has the type '{InterchangeException.Printable(type)}'; lstm, gru, "
                    + "dense and time-distributed-dense are read");
            int before = kinds.GetValueOrDefault(kind);
            kinds[kind] = before + 1;
            string name = before == 0 ? kind : $"{kind}_{before}";
            if (Text(layer, "activation") is { Length: > 0 } activation)
                notes.Add($"layer {name} has the activation '{InterchangeException.Printable(activation)}'");
            tensors.AddRange(Tensors(kind, name, layer));
        }

        return tensors;
    }

    private static IEnumerable<WeightTensor> Tensors(string kind, string name, JsonElement layer)
    {
        if (JsonText.Find(layer, "weights") is not { ValueKind: JsonValueKind.Array } weights)
            throw new FormatException($"layer '{name}' has no weights");
        int count = weights.GetArrayLength();
        int needed = kind == "dense" ? 2 : 3;
        if (count != needed && count != needed - 1)
            throw new FormatException($"layer '{name}' has {count} blocks of weights; {needed - 1} or {needed} (with a bias) are expected");
        JsonArray? bias = count == needed ? JsonArray.Read($"{name}.bias", weights[count - 1]) : null;
        Matrix kernel = Matrix($"{name}.kernel", weights[0]);
        if (kind == "dense")
            return KerasLayout.Dense(name, kernel, Row(bias, 1, 0));
        Matrix recurrent = Matrix($"{name}.recurrent_kernel", weights[1]);
        return kind == "lstm"
            ? KerasLayout.Lstm(name, kernel, recurrent, Row(bias, 1, 0))
            : KerasLayout.Gru(name, kernel, recurrent, Row(bias, 2, 0), Row(bias, 2, 1));
    }

    private static float[]? Row(JsonArray? bias, int rows, int row)
    {
        if (bias is null)
            return null;
        if (bias.Shape.Count != rows || rows == 2 && bias.Shape[0] != 2)
            throw new FormatException($"a bias has the shape [{string.Join(", ", bias.Shape)}]; "
                + $"{(rows == 2 ? "[2, 3 x units] (reset_after)" : "one row")} is expected");
        int length = bias.Shape[^1];
        return bias.Values[(row * length)..((row + 1) * length)];
    }

    private static Matrix Matrix(string name, JsonElement element)
    {
        JsonArray array = JsonArray.Read(name, element);
        return array.Shape.Count == 2
            ? new Matrix(array.Values, array.Shape[0], array.Shape[1])
            : throw new FormatException($"'{name}' has {array.Shape.Count} dimensions; 2 are expected");
    }

    private static string Text(JsonElement layer, string property) =>
        JsonText.Find(layer, property) is { ValueKind: JsonValueKind.String } value ? JsonText.Of(value) : "";
}
