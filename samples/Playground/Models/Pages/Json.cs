using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace LstmGen.Samples.Playground;

/// <summary>What a page gets is JSON text: the browser's worker and the local server send the same; answers.js reads it.</summary>
internal static class Json
{
    /// <summary>An object.</summary>
    public static string Object(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Numbers as the base 64 of their bytes: as digits they would take the browser longer to write than to compute.</summary>
    public static void Numbers(this Utf8JsonWriter writer, string name, ReadOnlySpan<float> values)
    {
        writer.WritePropertyName(name);
        writer.Numbers(values);
    }

    /// <summary>The same without a name, as an element of an array.</summary>
    public static void Numbers(this Utf8JsonWriter writer, ReadOnlySpan<float> values)
    {
        writer.WriteStartObject();
        writer.WriteBase64String("f32", MemoryMarshal.AsBytes(values));
        writer.WriteEndObject();
    }

    /// <summary>The same in double precision.</summary>
    public static void Numbers(this Utf8JsonWriter writer, string name, ReadOnlySpan<double> values)
    {
        writer.WriteStartObject(name);
        writer.WriteBase64String("f64", MemoryMarshal.AsBytes(values));
        writer.WriteEndObject();
    }

    /// <summary>A number, or null where it is not finite.</summary>
    public static void Number(this Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumber(name, value);
        else
            writer.WriteNull(name);
    }
}
