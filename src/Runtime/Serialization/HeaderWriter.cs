using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using LstmGen.Interchange;

namespace LstmGen.Serialization;

/// <summary>Builds the first part of a file: the header's length and the header, padded with spaces to 8 bytes.</summary>
internal static class HeaderWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Length prefix, JSON and padding.</summary>
    /// <exception cref="ArgumentException">Two tensors of one name, text that is not valid, or more than 100 MB of header.</exception>
    public static byte[] Build(IReadOnlyList<SafetensorsEntry> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var buffer = new ArrayBufferWriter<byte>(4096);
        buffer.Advance(8);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            WriteTensors(json, tensors);
            json.WriteEndObject();
        }

        var padding = -buffer.WrittenCount & 7;
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        var length = buffer.WrittenCount - 8;
        if (length > SafetensorsFile.MaxHeaderBytes)
            throw new ArgumentException(
                $"The header takes {length} bytes, more than the {SafetensorsFile.MaxHeaderBytes} allowed; write "
                    + "fewer tensors or less metadata.", nameof(tensors));

        var bytes = buffer.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        return bytes;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null || metadata.Count == 0)
            return;

        json.WriteStartObject("__metadata__"u8);
        RequireText(metadata);
        foreach (var (key, value) in metadata.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    /// <summary>Throws where metadata are no text that a file can hold.</summary>
    public static void RequireText(IReadOnlyDictionary<string, string> metadata)
    {
        foreach (var (key, value) in metadata)
        {
            if (value is null || !SafetensorsEntry.IsValidText(key) || !SafetensorsEntry.IsValidText(value))
                throw new ArgumentException(
                    $"Metadata '{SafetensorsException.Printable(key)}' is null or has half a surrogate pair; use valid text.",
                    nameof(metadata));
        }
    }

    private static void WriteTensors(Utf8JsonWriter json, IReadOnlyList<SafetensorsEntry> tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        long begin = 0;
        foreach (var tensor in tensors)
        {
            if (tensor is null || !names.Add(tensor.Name))
                throw new ArgumentException(
                    $"Tensor '{tensor?.Name}' is null or given twice; give every tensor its own name.", nameof(tensors));

            var end = checked(begin + tensor.ByteCount);
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype"u8, tensor.Type.Name());
            json.WriteStartArray("shape"u8);
            foreach (var dimension in tensor.Shape)
                json.WriteNumberValue(dimension);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets"u8);
            json.WriteNumberValue(begin);
            json.WriteNumberValue(end);
            json.WriteEndArray();
            json.WriteEndObject();
            begin = end;
        }
    }
}
