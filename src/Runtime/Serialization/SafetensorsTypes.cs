namespace LstmGen.Interchange;

/// <summary>Sizes, names and .NET types of <see cref="SafetensorsType"/>.</summary>
public static class SafetensorsTypes
{
    internal const string Known = "F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL";

    /// <summary>Bytes per element.</summary>
    public static int Size(this SafetensorsType type) => type switch
    {
        SafetensorsType.F64 or SafetensorsType.I64 or SafetensorsType.U64 => 8,
        SafetensorsType.F32 or SafetensorsType.I32 or SafetensorsType.U32 => 4,
        SafetensorsType.F16 or SafetensorsType.BF16 or SafetensorsType.I16 or SafetensorsType.U16 => 2,
        SafetensorsType.I8 or SafetensorsType.U8 or SafetensorsType.Bool => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, $"Use one of {Known}."),
    };

    /// <summary>The name that stands in the file's header.</summary>
    public static string Name(this SafetensorsType type) => type switch
    {
        SafetensorsType.F64 => "F64",
        SafetensorsType.F32 => "F32",
        SafetensorsType.F16 => "F16",
        SafetensorsType.BF16 => "BF16",
        SafetensorsType.I64 => "I64",
        SafetensorsType.I32 => "I32",
        SafetensorsType.I16 => "I16",
        SafetensorsType.I8 => "I8",
        SafetensorsType.U64 => "U64",
        SafetensorsType.U32 => "U32",
        SafetensorsType.U16 => "U16",
        SafetensorsType.U8 => "U8",
        SafetensorsType.Bool => "BOOL",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, $"Use one of {Known}."),
    };

    internal static bool TryParse(string name, out SafetensorsType type)
    {
        for (type = SafetensorsType.F64; type <= SafetensorsType.Bool; type++)
        {
            if (type.Name() == name)
                return true;
        }

        return false;
    }

    /// <summary>The type that a span of <typeparamref name="T"/> is written as; false when there is none.</summary>
    internal static bool TryOf<T>(out SafetensorsType type)
        where T : unmanaged
    {
        SafetensorsType? found =
            typeof(T) == typeof(float) ? SafetensorsType.F32 :
            typeof(T) == typeof(double) ? SafetensorsType.F64 :
            typeof(T) == typeof(Half) ? SafetensorsType.F16 :
            typeof(T) == typeof(long) ? SafetensorsType.I64 :
            typeof(T) == typeof(int) ? SafetensorsType.I32 :
            typeof(T) == typeof(short) ? SafetensorsType.I16 :
            typeof(T) == typeof(sbyte) ? SafetensorsType.I8 :
            typeof(T) == typeof(ulong) ? SafetensorsType.U64 :
            typeof(T) == typeof(uint) ? SafetensorsType.U32 :
            typeof(T) == typeof(ushort) ? SafetensorsType.U16 :
            typeof(T) == typeof(byte) ? SafetensorsType.U8 :
            typeof(T) == typeof(bool) ? SafetensorsType.Bool : null;
        type = found ?? default;
        return found.HasValue;
    }
}
