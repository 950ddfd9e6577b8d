using System.Globalization;

namespace LstmGen.Serialization;

/// <summary>Counts over a tensor's dimensions, without overflow.</summary>
internal static class TensorShape
{
    /// <summary>Most dimensions that a tensor may have.</summary>
    public const int MaxRank = 64;

    /// <summary>
    /// Bytes of a tensor, product of <paramref name="shape"/> times <paramref name="size"/>: 0 where a dimension is 0, one
    /// element where there is no dimension; false when it does not fit 63 bits. Dimensions are not negative.
    /// </summary>
    public static bool TryByteCount(ReadOnlySpan<long> shape, int size, out long bytes)
    {
        bytes = size;
        foreach (var dimension in shape)
        {
            if (dimension == 0)
                bytes = 0;
        }

        foreach (var dimension in shape)
        {
            var high = Math.BigMul(bytes, dimension, out long low);
            if (high != 0 || low < 0)
                return false;
            bytes = low;
        }

        return true;
    }

    /// <summary>The shape as text: <c>[4, 3]</c>.</summary>
    public static string Text(ReadOnlySpan<long> shape)
    {
        var parts = new string[shape.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        return $"[{string.Join(", ", parts)}]";
    }
}
