namespace LstmGen.CompilerServices;

/// <summary>Rows by falling length; those of equal length keep their order.</summary>
internal static class FallingLengths
{
    /// <summary>Orders rows.</summary>
    /// <param name="lengths">Steps of each row, [B].</param>
    /// <param name="keys">Room for B numbers.</param>
    /// <param name="order">Receives for each place its row, [B].</param>
    /// <param name="sorted">Receives the length at each place, [B]; may be <paramref name="lengths"/>.</param>
    public static void Sort(ReadOnlySpan<int> lengths, Span<long> keys, Span<int> order, Span<int> sorted)
    {
        int rows = lengths.Length;
        for (int row = 0; row < rows; row++)
            keys[row] = ((long)(int.MaxValue - lengths[row]) << 32) | (uint)row;
        keys[..rows].Sort();
        for (int row = 0; row < rows; row++)
            (order[row], sorted[row]) = ((int)keys[row], int.MaxValue - (int)(keys[row] >> 32));
    }
}
