using System.Text.Json;

namespace LstmGen.Interchange.Json;

/// <summary>Nested arrays of numbers as a tensor: <c>[[1, 2], [3, 4]]</c> has the shape [2, 2].</summary>
internal sealed class JsonArray
{
    private readonly List<float> _values = [];
    private readonly List<int> _shape = [];

    private JsonArray(string name, JsonElement array)
    {
        for (JsonElement at = array; at.ValueKind == JsonValueKind.Array; at = at[0])
        {
            _shape.Add(at.GetArrayLength());
            if (_shape[^1] == 0)
                throw new FormatException($"'{name}' has an empty array");
        }

        Add(name, array, 0);
    }

    public IReadOnlyList<int> Shape => _shape;

    public float[] Values => [.. _values];

    /// <exception cref="FormatException">It is no array of numbers, or one whose rows differ in length.</exception>
    public static JsonArray Read(string name, JsonElement array) => array.ValueKind == JsonValueKind.Array
        ? new JsonArray(InterchangeException.Printable(name), array)
        : throw new FormatException($"'{InterchangeException.Printable(name)}' is no array of numbers");

    private void Add(string name, JsonElement array, int depth)
    {
        if (array.GetArrayLength() != _shape[depth])
            throw new FormatException($"'{name}' has arrays of {_shape[depth]} and of {array.GetArrayLength()} values beside each other");
        foreach (JsonElement element in array.EnumerateArray())
        {
            bool last = depth == _shape.Count - 1;
            if (element.ValueKind != (last ? JsonValueKind.Number : JsonValueKind.Array))
                throw new FormatException($"'{name}' holds {element.ValueKind} where {(last ? "numbers" : "arrays")} are expected");
            if (last)
                _values.Add(Single(name, element));
            else
                Add(name, element, depth + 1);
        }
    }

    private static float Single(string name, JsonElement number) => number.GetSingle() is var value && float.IsFinite(value)
        ? value
        : throw new FormatException($"'{name}' holds {InterchangeException.Printable(number.GetRawText())}, which is not finite in single "
            + "precision; save a model whose training did not diverge");
}
