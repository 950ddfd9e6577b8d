using System.Text.Json;

namespace LstmGen.Interchange.Json;

/// <summary>Texts of a JSON document, which are not looked at before they are asked for.</summary>
internal static class JsonText
{
    /// <exception cref="FormatException">It is no well-formed text.</exception>
    public static string Of(JsonElement element)
    {
        try
        {
            return element.GetString() ?? "";
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("a text of its JSON is not valid UTF-8 or UTF-16; save it again", e);
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
            throw new FormatException("a name in its JSON is not valid UTF-8 or UTF-16; save it again", e);
        }
    }
}
