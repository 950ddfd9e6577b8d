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
        ref int first = ref MemoryMarshal.GetReference(bits);
        var exponent = new Vector<int>(ExponentBits);
        int i = 0, width = Vector<int>.Count;
        for (; i <= bits.Length - (4 * width); i += 4 * width)
        {
            Vector<int> one = At(ref first, i) | At(ref first, i + width), other = At(ref first, i + (2 * width));
            if ((one | other | At(ref first, i + (3 * width))) != Vector<int>.Zero)
                break;
        }

        for (; i <= bits.Length - width; i += width)
        {
            if (At(ref first, i) != Vector<int>.Zero)
                break;
        }

        for (; i < bits.Length; i++)
        {
            if ((bits[i] & ExponentBits) == ExponentBits)
                return i;
        }

        return -1;

        Vector<int> At(ref int first, int place) =>
            Vector.Equals(Vector.LoadUnsafe(ref first, (nuint)place) & exponent, exponent);
    }
}
