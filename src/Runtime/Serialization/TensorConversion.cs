using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using LstmGen.Interchange;

namespace LstmGen.Serialization;

/// <summary>Elements of any type of the format as <c>float</c> or <c>double</c>.</summary>
internal static class TensorConversion
{
    /// <summary>
    /// Converts <paramref name="data"/>, [n] elements of <paramref name="type"/>, into <paramref name="destination"/>, [n].
    /// </summary>
    public static void Convert<TTo>(SafetensorsType type, ReadOnlySpan<byte> data, Span<TTo> destination)
        where TTo : unmanaged, IBinaryFloatingPointIeee754<TTo>
    {
        switch (type)
        {
            case SafetensorsType.F64: From<double, TTo>(data, destination); break;
            case SafetensorsType.F32 when typeof(TTo) == typeof(float): data.CopyTo(MemoryMarshal.AsBytes(destination)); break;
            case SafetensorsType.F32: From<float, TTo>(data, destination); break;
            case SafetensorsType.F16: From<Half, TTo>(data, destination); break;
            case SafetensorsType.BF16: FromBrainFloat(data, destination); break;
            case SafetensorsType.I64: From<long, TTo>(data, destination); break;
            case SafetensorsType.I32: From<int, TTo>(data, destination); break;
            case SafetensorsType.I16: From<short, TTo>(data, destination); break;
            case SafetensorsType.I8: From<sbyte, TTo>(data, destination); break;
            case SafetensorsType.U64: From<ulong, TTo>(data, destination); break;
            case SafetensorsType.U32: From<uint, TTo>(data, destination); break;
            case SafetensorsType.U16: From<ushort, TTo>(data, destination); break;
            case SafetensorsType.U8: From<byte, TTo>(data, destination); break;
            case SafetensorsType.Bool: FromBool(data, destination); break;
            default: throw new ArgumentOutOfRangeException(nameof(type), type, $"Use one of {SafetensorsTypes.Known}.");
        }
    }

    private static void From<TFrom, TTo>(ReadOnlySpan<byte> data, Span<TTo> destination)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo> =>
        TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, TFrom>(data), destination);

    private static void FromBrainFloat<TTo>(ReadOnlySpan<byte> data, Span<TTo> destination)
        where TTo : unmanaged, INumberBase<TTo>
    {
        var upper = MemoryMarshal.Cast<byte, ushort>(data);
        for (var i = 0; i < upper.Length; i++)
            destination[i] = TTo.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)upper[i] << 16));
    }

    private static void FromBool<TTo>(ReadOnlySpan<byte> data, Span<TTo> destination)
        where TTo : unmanaged, INumberBase<TTo>
    {
        for (var i = 0; i < data.Length; i++)
            destination[i] = data[i] == 0 ? TTo.Zero : TTo.One;
    }
}
