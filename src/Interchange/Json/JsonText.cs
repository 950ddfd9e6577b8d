using System.Text.Json;

namespace LstmGen.Interchange.Json;

/// <summary>Texts and names of a JSON document, which are not looked at before they are asked for.</summary>
internal static class JsonText
{
    /// <summary>A property of an object; null where it has none of that name, and of what is no object.</summary>
    /// <exception cref="FormatException">A name in the object is no well-formed text.</exception>
    public static JsonElement? Find(JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : null;
        }
        catch (InvalidOperationException e)
        {
            throw Malformed("name", e);
        }
    }

    /// <exception cref="FormatException">It is no well-formed text.</exception>
    public static string Of(JsonElement element)
    {
        try
        {
            return element.GetString() ?? "";
        }
        catch (InvalidOperationException e)
        {
            throw Malformed("text", e);
        }
    }

    /// <exception cref="FormatException">It is no well-formed text.</exception>
    public static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException e)
        {
            throw Malformed("name", e);
        }
    }

    private static FormatException Malformed(string what, Exception e) =>
        new($"a {what} in its JSON is not valid UTF-8 or UTF-16; save it again", e);
}
