using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using LstmGen.Interchange;

namespace LstmGen.Serialization;

/// <summary>
/// CRC-32C of all that a file holds: metadata in the order of keys, then each tensor's name, type, shape and data, in the order of names.
/// It does not depend on how the header is laid out. The key <c>format</c>, which other programs add, is left out.
/// </summary>
internal struct ContentChecksum()
{
    /// <summary>Where it stands in the metadata.</summary>
    public const string Key = "lstmgen.crc32c";

    private uint _crc = ~0u;

    public readonly string Text => (~_crc).ToString("x8", CultureInfo.InvariantCulture);

    public static string Of(IReadOnlyList<SafetensorsEntry> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var sum = new ContentChecksum();
        sum.Add(metadata);
        foreach (SafetensorsEntry tensor in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
            sum.Add(tensor.Name, tensor.Type, tensor.Shape, tensor.Bytes());
        return sum.Text;
    }

    public static string Of(IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var sum = new ContentChecksum();
        sum.Add(metadata);
        foreach (SafetensorsTensor tensor in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
            sum.Add(tensor.Name, tensor.Type, tensor.Shape.AsSpan(), tensor.Bytes);
        return sum.Text;
    }

    private void Add(IReadOnlyDictionary<string, string> metadata)
    {
        foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (key is Key or "format")
                continue;
            Add(key);
            Add(value);
        }
    }

    private void Add(string name, SafetensorsType type, ReadOnlySpan<long> shape, ReadOnlySpan<byte> data)
    {
        Add(name);
        Add(type.Name());
        Add(MemoryMarshal.AsBytes(shape));
        Add(data);
    }

    private void Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    private void Add(ReadOnlySpan<byte> bytes)
    {
        uint crc = BitOperations.Crc32C(_crc, (ulong)bytes.Length);
        foreach (ulong eight in MemoryMarshal.Cast<byte, ulong>(bytes))
            crc = BitOperations.Crc32C(crc, eight);
        foreach (byte one in bytes[(bytes.Length & ~7)..])
            crc = BitOperations.Crc32C(crc, one);
        _crc = crc;
    }
}
