namespace LstmGen.Training;

/// <summary>Sorts the sequences of a pool by length, so that batches cut from it need little padding.</summary>
internal static class LengthBuckets
{
    /// <summary>Sorts each pool; equal lengths keep the order that they had.</summary>
    /// <param name="order">Sequences, changed in place.</param>
    /// <param name="lengths">Lengths by sequence.</param>
    /// <param name="pool">Sequences of a pool; the last may have fewer.</param>
    /// <param name="keys">Room for as many as <paramref name="order"/> has.</param>
    public static void Sort(Span<int> order, ReadOnlySpan<int> lengths, long pool, Span<long> keys)
    {
        int used = order.Length, size = (int)Math.Min(used, pool);
        for (int i = 0; i < used; i++)
            keys[i] = ((long)lengths[order[i]] << 32) | (uint)i;
        Span<long> sorted = keys[..used];
        for (long first = 0; first < used; first += size)
            sorted.Slice((int)first, (int)Math.Min(size, used - first)).Sort();
        for (int i = 0; i < used; i++)
            keys[i] = order[(int)(uint)sorted[i]];
        for (int i = 0; i < used; i++)
            order[i] = (int)keys[i];
    }
}
