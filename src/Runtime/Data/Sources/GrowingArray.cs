namespace LstmGen.Data;

/// <summary>An array that grows and keeps its room when it is emptied.</summary>
internal sealed class GrowingArray<T>
{
    public T[] Items { get; private set; } = [];

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    /// <summary>
    /// Room for some more items, to be filled; true in <paramref name="grew"/> where <see cref="Items"/> is another array now.
    /// </summary>
    public Span<T> Add(long count, ref bool grew)
    {
        long end = Count + count;
        if (end > Array.MaxLength)
            throw new InvalidOperationException($"A block of {end} values is larger than an array may be, {Array.MaxLength}. Make the "
                + "blocks smaller, or lower FitOptions.ShuffleSequences.");
        if (end > Items.Length)
        {
            T[] items = new T[(int)Math.Min(Array.MaxLength, Math.Max(end, Math.Max(16, 2L * Items.Length)))];
            Items.AsSpan(0, Count).CopyTo(items);
            (Items, grew) = (items, true);
        }

        Span<T> added = Items.AsSpan(Count, (int)count);
        Count = (int)end;
        return added;
    }

    /// <summary>Takes the last items away again.</summary>
    public void CutTo(int count) => Count = count;
}
