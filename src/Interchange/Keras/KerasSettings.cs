using System.Text.Json;
using LstmGen.Interchange.Json;

namespace LstmGen.Interchange.Keras;

/// <summary>The settings of a layer, a JSON object.</summary>
internal sealed class KerasSettings(JsonElement json)
{
    /// <summary>A text, the name of a class or function; <paramref name="otherwise"/> where it is not there.</summary>
    public string Text(string name, string otherwise)
    {
        JsonElement? found = Find(name);
        if (found is { ValueKind: JsonValueKind.Object } nested)
        {
            // Keras 3 writes functions as objects now and then.
            foreach (string key in (string[])["config", "class_name"])
            {
                if (nested.TryGetProperty(key, out JsonElement inner) && inner.ValueKind == JsonValueKind.String)
                    return JsonText.Of(inner);
            }
        }

        return found switch
        {
            { ValueKind: JsonValueKind.String } text => JsonText.Of(text),
            { ValueKind: JsonValueKind.Null } => "none",
            _ => otherwise,
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
        if (found is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0)
            found = list[0];
        return found is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out double value) ? value : otherwise;
    }

    public int Whole(string name, int otherwise) =>
        Number(name, otherwise) is >= int.MinValue and <= int.MaxValue and var value ? (int)value : otherwise;

    /// <summary>The layer inside of a wrapper or the cell of a recurrent layer; null where there is none.</summary>
    public KerasLayer? Layer(string name) => Find(name) is { ValueKind: JsonValueKind.Object } layer ? KerasConfig.Layer(layer) : null;

    private JsonElement? Find(string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) ? value : null;
}
