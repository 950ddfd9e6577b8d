namespace LstmGen.CompilerServices;

/// <summary>Checks of the [rows][stride] layout that all row-wise losses share.</summary>
internal static class RowCheck
{
    /// <summary>Throws unless <paramref name="length"/> holds <paramref name="rows"/> rows of <paramref name="stride"/> values.</summary>
    internal static void Rows(int length, int rows, int stride, int width, string name)
    {
        Width(stride, width);
        if (length < (long)rows * stride)
            throw new ArgumentException(
                $"{length} values are too few for {rows} rows of stride {stride}; pass at least {(long)rows * stride}.", name);
    }

    /// <summary>Throws unless a row of <paramref name="width"/> values fits <paramref name="stride"/>.</summary>
    internal static void Width(int stride, int width)
    {
        if (width < 1)
            throw new ArgumentOutOfRangeException(nameof(width), width, "A row must have at least one value.");
        if (stride < width)
            throw new ArgumentOutOfRangeException(nameof(stride), stride, $"The stride must be at least the row's width of {width}.");
    }

    /// <summary>Throws unless the lengths are equal.</summary>
    internal static void Same(int length, long expected, string name)
    {
        if (length != expected)
            throw new ArgumentException($"The length is {length} but must be {expected}.", name);
    }
}
