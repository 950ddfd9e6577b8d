using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LstmGen.Reference.Golden;

/// <summary>A tensor of a file.</summary>
/// <param name="Kind">F32, F64 or I64.</param>
/// <param name="Shape">Sizes.</param>
/// <param name="Values">Elements, row major.</param>
public sealed record StoredTensor(string Kind, IReadOnlyList<int> Shape, double[] Values)
{
    /// <summary>The elements as whole numbers.</summary>
    public int[] Integers => [.. Values.Select(v => checked((int)v))];
}

/// <summary>Reads and writes safetensors files of F32, F64 and I64 tensors.</summary>
/// <remarks>Eight bytes of header length, a JSON header, then the elements, all little-endian.</remarks>
public static class TensorFile
{
    /// <summary>All tensors of the file by name.</summary>
    public static Dictionary<string, StoredTensor> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        int headerLength = checked((int)BinaryPrimitives.ReadInt64LittleEndian(bytes));
        using var header = JsonDocument.Parse(bytes.AsMemory(8, headerLength));
        var tensors = new Dictionary<string, StoredTensor>();
        foreach (var entry in header.RootElement.EnumerateObject())
        {
            if (entry.Name == "__metadata__")
                continue;
            string kind = entry.Value.GetProperty("dtype").GetString()!;
            var offsets = entry.Value.GetProperty("data_offsets");
            int start = offsets[0].GetInt32(), end = offsets[1].GetInt32();
            tensors.Add(entry.Name, new(
                kind, [.. entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())],
                Decode(kind, bytes.AsSpan(8 + headerLength + start, end - start))));
        }

        return tensors;
    }

    /// <summary>Writes tensors in the order of their names.</summary>
    public static void Write(string path, IReadOnlyDictionary<string, StoredTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var header = new JsonObject();
        using var body = new MemoryStream();
        foreach (var (name, tensor) in tensors.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            long start = body.Length;
            foreach (double value in tensor.Values)
                body.Write(Encode(tensor.Kind, value));
            header[name] = new JsonObject
            {
                ["dtype"] = tensor.Kind,
                ["shape"] = new JsonArray([.. tensor.Shape.Select(size => (JsonNode)size)]),
                ["data_offsets"] = new JsonArray(start, body.Length),
            };
        }

        var text = Encoding.UTF8.GetBytes(header.ToJsonString());
        int padded = (text.Length + 7) / 8 * 8;
        using var file = File.Create(path);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, padded);
        file.Write(length);
        file.Write(text);
        file.Write(Enumerable.Repeat((byte)' ', padded - text.Length).ToArray());
        body.WriteTo(file);
    }

    private static double[] Decode(string kind, ReadOnlySpan<byte> bytes)
    {
        int size = kind == "F32" ? 4 : kind is "F64" or "I64" ? 8 : throw new InvalidDataException($"Type {kind} is not read here.");
        var values = new double[bytes.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            var element = bytes.Slice(i * size, size);
            values[i] = kind switch
            {
                "F32" => BinaryPrimitives.ReadSingleLittleEndian(element),
                "F64" => BinaryPrimitives.ReadDoubleLittleEndian(element),
                _ => BinaryPrimitives.ReadInt64LittleEndian(element),
            };
        }

        return values;
    }

    private static byte[] Encode(string kind, double value)
    {
        var bytes = new byte[kind == "F32" ? 4 : 8];
        if (kind == "F32")
            BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
        else if (kind == "F64")
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        else
            BinaryPrimitives.WriteInt64LittleEndian(bytes, (long)value);
        return bytes;
    }
}
