using System.Numerics;
using System.Runtime.InteropServices;

namespace LstmGen.Training;

/// <summary>Finds NaN and infinities.</summary>
public static class NonFinite
{
    private const int ExponentBits = 0x7F80_0000;

    /// <summary>The flat index of the first NaN or infinity, or -1 if all values are finite.</summary>
    /// <param name="values">[n].</param>
    public static int FirstIndex(ReadOnlySpan<float> values)
    {
        // A float is NaN or infinite exactly when all its exponent bits are set.
        var bits = MemoryMarshal.Cast<float, int>(values);
        var exponent = new Vector<int>(ExponentBits);
        int i = 0;
        for (; i + Vector<int>.Count <= bits.Length; i += Vector<int>.Count)
        {
            if (Vector.EqualsAny(new Vector<int>(bits[i..]) & exponent, exponent))
                break;
        }

        for (; i < bits.Length; i++)
        {
            if ((bits[i] & ExponentBits) == ExponentBits)
                return i;
        }

        return -1;
    }
}
