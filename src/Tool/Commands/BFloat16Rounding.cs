using System.Buffers.Binary;
using LstmGen.Interchange;

namespace LstmGen.Tool.Commands;

/// <summary>Tensors in bfloat16, the upper halves of floats.</summary>
internal static class BFloat16Rounding
{
    /// <summary>The elements, rounded to the nearest, ties to even.</summary>
    /// <exception cref="InterchangeException">A finite value would be infinite.</exception>
    public static byte[] Bytes(WeightFile file, WeightTensor tensor)
    {
        float[] values = tensor.ToSingles();
        var bytes = new byte[values.Length * sizeof(ushort)];
        for (int i = 0; i < values.Length; i++)
        {
            uint bits = BitConverter.SingleToUInt32Bits(values[i]);
            var half = (ushort)((float.IsNaN(values[i]) ? bits | 0x400000 : bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
            if (half is 0x7F80 or 0xFF80)
                RequireInfinite(file, tensor, i);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * sizeof(ushort)), half);
        }

        return bytes;
    }

    private static void RequireInfinite(WeightFile file, WeightTensor tensor, int index)
    {
        string name = InterchangeException.Printable(tensor.Name), value = WeightCheck.Element(tensor, index);
        if (value is not ("Infinity" or "-Infinity"))
            throw InterchangeException.At(
                file.Source,
                FormattableString.Invariant(
                    $"tensor '{name}' holds {value} at index {index}, which is not finite in bfloat16. Leave out --bfloat16."));
    }
}
