using System.Buffers.Binary;
using System.Text.Json;
using LstmGen.Reference.Golden;

namespace LstmGen.Runtime.Tests.Losses;

/// <summary>A PyTorch reference case: configuration and tensors.</summary>
internal sealed class GoldenCase
{
    private readonly Dictionary<string, double[]> _tensors = [];

    private GoldenCase(string path)
    {
        Config = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(path, ".json"))).RootElement;
        byte[] file = File.ReadAllBytes(path);
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        ReadOnlySpan<byte> data = file.AsSpan(8 + header);
        foreach (JsonProperty tensor in JsonDocument.Parse(file.AsMemory(8, header)).RootElement.EnumerateObject())
        {
            if (tensor.Name == "__metadata__")
                continue;
            JsonElement offsets = tensor.Value.GetProperty("data_offsets");
            _tensors[tensor.Name] = Read(
                data[offsets[0].GetInt32()..offsets[1].GetInt32()], tensor.Value.GetProperty("dtype").GetString()!);
        }
    }

    internal JsonElement Config { get; }

    internal int this[string key] => Config.GetProperty(key).GetInt32();

    internal double[] Tensor(string name) => _tensors[name];

    internal float[] Floats(string name) => Array.ConvertAll(_tensors[name], v => (float)v);

    internal int[] Integers(string name) => Array.ConvertAll(_tensors[name], v => (int)v);

    /// <summary>4 times PyTorch's own float32 error, at least 1e-6 of the largest magnitude.</summary>
    internal double Tolerance(string name) => Math.Max(
        4 * Config.GetProperty("torch_fp32_max_abs_err").GetProperty(name).GetDouble(),
        1e-6 * Config.GetProperty("max_abs").GetProperty(name).GetDouble());

    /// <summary>All cases with one of the losses.</summary>
    internal static IEnumerable<GoldenCase> WithLoss(params string[] losses) => Directory
        .GetFiles(SharedFolder.Golden!, "*.safetensors").Order(StringComparer.Ordinal).Select(path => new GoldenCase(path))
        .Where(golden => losses.Contains(golden.Config.GetProperty("loss").GetString()));

    private static double[] Read(ReadOnlySpan<byte> bytes, string type)
    {
        int size = type == "F32" ? 4 : 8;
        var values = new double[bytes.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> at = bytes[(i * size)..];
            values[i] = type switch
            {
                "F32" => BinaryPrimitives.ReadSingleLittleEndian(at),
                "F64" => BinaryPrimitives.ReadDoubleLittleEndian(at),
                "I64" => BinaryPrimitives.ReadInt64LittleEndian(at),
                _ => throw new NotSupportedException(type),
            };
        }

        return values;
    }
}
