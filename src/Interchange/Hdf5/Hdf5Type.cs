namespace LstmGen.Interchange.Hdf5;

/// <summary>Type of the elements of a dataset or attribute.</summary>
/// <param name="Size">Bytes of an element.</param>
/// <param name="IsText">Whether it is a text of a fixed length.</param>
/// <param name="IsVariableText">Whether it is a reference to a text elsewhere.</param>
/// <param name="IsOpaque">Whether it is bytes without a meaning, as bfloat16 is stored.</param>
/// <param name="Number">The type of number, or null.</param>
/// <param name="IsBigEndian">Whether a number's bytes are in the other order.</param>
internal sealed record Hdf5Type(int Size, bool IsText, bool IsVariableText, bool IsOpaque, SafetensorsType? Number, bool IsBigEndian)
{
    private const int FixedPoint = 0, FloatingPoint = 1, FixedText = 3, Opaque = 5, Enumeration = 8, Variable = 9;

    public static Hdf5Type Read(Hdf5Bytes bytes, long at)
    {
        int kind = bytes.Byte(at) & 15, flags = bytes.Byte(at + 1);
        long size = bytes.UInt32(at + 4);
        if (size is 0 or > 1 << 20)
            throw new FormatException($"the type at byte {at} has elements of {size} bytes; the file is damaged");
        if (kind == Enumeration)
            flags = bytes.Byte(at + 9); // of the integers that stand for its names
        SafetensorsType? number = kind switch
        {
            FloatingPoint => Float(size, bytes.Byte(at + 13), bytes.Byte(at + 15)),
            FixedPoint => Integer(size, (flags & 8) != 0),
            Enumeration => size == 1 ? SafetensorsType.U8 : Integer(size, (flags & 8) != 0), // truths are enumerations of a byte
            _ => null,
        };
        return new Hdf5Type(
            (int)size, kind == FixedText, kind == Variable && (flags & 15) == 1, kind == Opaque, number,
            kind is FixedPoint or FloatingPoint or Enumeration && (flags & 1) != 0);
    }

    private static SafetensorsType? Float(long size, int exponent, int mantissa) => (size, exponent, mantissa) switch
    {
        (8, 11, 52) => SafetensorsType.F64,
        (4, 8, 23) => SafetensorsType.F32,
        (2, 5, 10) => SafetensorsType.F16,
        (2, 8, 7) => SafetensorsType.BF16,
        _ => null,
    };

    private static SafetensorsType? Integer(long size, bool signed) => (size, signed) switch
    {
        (1, true) => SafetensorsType.I8,
        (1, false) => SafetensorsType.U8,
        (2, true) => SafetensorsType.I16,
        (2, false) => SafetensorsType.U16,
        (4, true) => SafetensorsType.I32,
        (4, false) => SafetensorsType.U32,
        (8, true) => SafetensorsType.I64,
        (8, false) => SafetensorsType.U64,
        _ => null,
    };
}
