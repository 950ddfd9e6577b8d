using System.Text.Json;
using LstmGen.Interchange.Json;

namespace LstmGen.Interchange.Keras;

/// <summary>The settings of a layer, a JSON object.</summary>
internal sealed class KerasSettings(JsonElement json)
{
    /// <summary>A text, the name of a class or function; <paramref name="otherwise"/> where it is not there.</summary>
    public string Text(string name, string otherwise) => Find(name) switch
    {
        { ValueKind: JsonValueKind.String } text => JsonText.Of(text),
        { ValueKind: JsonValueKind.Null } => "none",
        _ => otherwise,
    };

    /// <summary>A function; <paramref name="otherwise"/> where it is not there.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="otherwise">The function of a layer that does not say.</param>
    /// <param name="rank">Dimensions of what the layer reads, the batch included.</param>
    public KerasFunction Function(string name, string otherwise, int rank)
    {
        // Keras 3 writes functions as objects now and then, and a layer may be a function.
        if (Find(name) is not { ValueKind: JsonValueKind.Object } nested)
            return new KerasFunction(Text(name, otherwise));
        var inner = new KerasSettings(nested);
        string type = inner.Text("class_name", otherwise);
        return inner.Find("config") switch
        {
            { ValueKind: JsonValueKind.Object } config => KerasFunction.Of(type, new KerasSettings(config), rank),
            { ValueKind: JsonValueKind.String } function => new KerasFunction(JsonText.Of(function)),
            _ => new KerasFunction(type),
        };
    }

    public bool Truth(string name, bool otherwise) => Find(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => otherwise,
    };

    /// <summary>A number, or the first of a list of them.</summary>
    public double Number(string name, double otherwise)
    {
        JsonElement? found = Find(name);
        // An array of numpy: {"class_name": "__numpy__", "config": {"value": 6.0, "dtype": "float32"}}.
        if (found is { ValueKind: JsonValueKind.Object } nested && new KerasSettings(nested).Find("config") is { } config)
            return new KerasSettings(config).Number("value", otherwise);
        if (found is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0)
            found = list[0];
        return found is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out double value) ? value : otherwise;
    }

    public int Whole(string name, int otherwise) =>
        Number(name, otherwise) is >= int.MinValue and <= int.MaxValue and var value ? (int)value : otherwise;

    /// <summary>Whether an axis is the last of <paramref name="rank"/>, as it is where it is not said.</summary>
    public bool IsLastAxis(string name, int rank)
    {
        JsonElement? found = Find(name);
        if (found is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 1)
            found = list[0];
        return found is null or { ValueKind: JsonValueKind.Null }
            || (found is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int axis)
                && (axis == -1 || axis == rank - 1));
    }

    /// <summary>A setting as the file has it.</summary>
    public string Shown(string name) => Find(name)?.GetRawText() ?? "";

    /// <summary>The layer inside of a wrapper or the cell of a recurrent layer; null where there is none.</summary>
    public KerasLayer? Layer(string name) => Find(name) is { ValueKind: JsonValueKind.Object } layer ? KerasConfig.Layer(layer) : null;

    private JsonElement? Find(string name) => JsonText.Find(json, name);
}
