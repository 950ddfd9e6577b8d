using System.Collections.Immutable;

namespace LstmGen.Interchange.Onnx.Model;

/// <summary>A constant: row-major little-endian elements, however the file had them.</summary>
internal sealed record OnnxTensor(string Name, OnnxType Type, ImmutableArray<long> Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>Number of elements.</summary>
    public int Count => Size(Type) is > 0 and var size ? Data.Length / size : 0;

    public static OnnxTensor Of(string name, float[] values, params ReadOnlySpan<long> shape) =>
        new(name, OnnxType.Float, [.. shape], Memory(values));

    public static OnnxTensor Of(string name, long[] values, params ReadOnlySpan<long> shape) =>
        new(name, OnnxType.Int64, [.. shape], Memory(values));

    /// <summary>Bytes of an element; 0 for a type whose elements have none that are read here.</summary>
    public static int Size(OnnxType type) => Safetensors(type)?.Size() ?? 0;

    /// <summary>The same type by safetensors' name; null where it has none.</summary>
    public static SafetensorsType? Safetensors(OnnxType type) => type switch
    {
        OnnxType.Float => SafetensorsType.F32,
        OnnxType.Double => SafetensorsType.F64,
        OnnxType.Float16 => SafetensorsType.F16,
        OnnxType.BFloat16 => SafetensorsType.BF16,
        OnnxType.Int64 => SafetensorsType.I64,
        OnnxType.Int32 => SafetensorsType.I32,
        OnnxType.Int16 => SafetensorsType.I16,
        OnnxType.Int8 => SafetensorsType.I8,
        OnnxType.UInt64 => SafetensorsType.U64,
        OnnxType.UInt32 => SafetensorsType.U32,
        OnnxType.UInt16 => SafetensorsType.U16,
        OnnxType.UInt8 => SafetensorsType.U8,
        OnnxType.Bool => SafetensorsType.Bool,
        _ => null,
    };

    private static ReadOnlyMemory<byte> Memory<T>(T[] values)
        where T : unmanaged => new ArrayBytes<T>(values).Memory;
}
