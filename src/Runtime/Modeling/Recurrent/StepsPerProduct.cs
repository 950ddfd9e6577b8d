using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>How many steps a product over a sequence takes at once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StepsPerProduct
{
    /// <summary>Rows that fill a product's tiles and still fit the caches.</summary>
    private const int Rows = 128;

    /// <summary>
    /// Steps of [T, B, stride] that may be computed as one block of rows: several where
    /// [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>) is the whole of a small batch, whose steps lie one after
    /// another; else 1. Rows of a product are independent, so the results are the same.
    /// </summary>
    public static int Together(TimeLayout time, int rowBegin, int rowEnd) =>
        rowBegin == 0 && rowEnd == time.Batch ? Math.Clamp(Rows / time.Batch, 1, Math.Max(time.Steps, 1)) : 1;

    /// <summary>Rows that one block can have: what a buffer for blocks must hold.</summary>
    public static int MaxRows(TimeLayout time) => Math.Max(time.Batch, Math.Min(Rows, time.Batch * time.Steps));
}
