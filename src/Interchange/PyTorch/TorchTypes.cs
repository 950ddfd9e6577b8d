namespace LstmGen.Interchange.PyTorch;

/// <summary>PyTorch's names of element types: of typed storages (<c>FloatStorage</c>) and of dtypes (<c>float32</c>).</summary>
internal static class TorchTypes
{
    public static SafetensorsType? OfStorage(string name) => name switch
    {
        "DoubleStorage" => SafetensorsType.F64,
        "FloatStorage" => SafetensorsType.F32,
        "HalfStorage" => SafetensorsType.F16,
        "BFloat16Storage" => SafetensorsType.BF16,
        "LongStorage" => SafetensorsType.I64,
        "IntStorage" => SafetensorsType.I32,
        "ShortStorage" => SafetensorsType.I16,
        "CharStorage" => SafetensorsType.I8,
        "ByteStorage" => SafetensorsType.U8,
        "BoolStorage" => SafetensorsType.Bool,
        _ => null,
    };

    public static SafetensorsType? OfDtype(string name) => name switch
    {
        "float64" => SafetensorsType.F64,
        "float32" => SafetensorsType.F32,
        "float16" => SafetensorsType.F16,
        "bfloat16" => SafetensorsType.BF16,
        "int64" => SafetensorsType.I64,
        "int32" => SafetensorsType.I32,
        "int16" => SafetensorsType.I16,
        "int8" => SafetensorsType.I8,
        "uint8" => SafetensorsType.U8,
        "bool" => SafetensorsType.Bool,
        _ => null,
    };
}
