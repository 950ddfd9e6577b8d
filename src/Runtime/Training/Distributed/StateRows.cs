namespace LstmGen.Training;

/// <summary>Some rows of a state as one block.</summary>
internal static class StateRows
{
    /// <summary>Rows [<paramref name="first"/>, <paramref name="end"/>), one after another.</summary>
    public static float[] Read(ModelState state, int first, int end)
    {
        float[] values = new float[(end - first) * SizeOf(state)];
        int at = 0;
        foreach ((int start, int length) in Places(state, first, end))
        {
            state.Values.Slice(start, length).CopyTo(values.AsSpan(at));
            at += length;
        }

        return values;
    }

    /// <summary>Sets rows from what <see cref="Read"/> gave.</summary>
    public static void Write(ModelState state, int first, int end, ReadOnlySpan<float> values)
    {
        foreach ((int start, int length) in Places(state, first, end))
        {
            values[..length].CopyTo(state.Values[start..]);
            values = values[length..];
        }
    }

    /// <summary>Sets row i of <paramref name="to"/> to row <paramref name="rows"/>[i] of <paramref name="from"/>.</summary>
    public static void Gather(ModelState from, ReadOnlySpan<int> rows, ModelState to)
    {
        foreach (StateInfo info in from.Layout)
        {
            for (int layer = 0; layer < info.Count; layer++)
            {
                for (int row = 0; row < rows.Length; row++)
                    Row(from, info, layer, rows[row]).CopyTo(Row(to, info, layer, row));
            }
        }
    }

    /// <summary>Sets row <paramref name="rows"/>[i] of <paramref name="to"/> to row i of <paramref name="from"/>.</summary>
    public static void Scatter(ModelState from, ReadOnlySpan<int> rows, ModelState to)
    {
        foreach (StateInfo info in from.Layout)
        {
            for (int layer = 0; layer < info.Count; layer++)
            {
                for (int row = 0; row < rows.Length; row++)
                    Row(from, info, layer, row).CopyTo(Row(to, info, layer, rows[row]));
            }
        }
    }

    private static Span<float> Row(ModelState state, StateInfo info, int layer, int row) =>
        state.Values.Slice(info.Offset * state.Batch + (layer * state.Batch + row) * info.Size, info.Size);

    private static int SizeOf(ModelState state) => state.Layout.Sum(info => info.Count * info.Size);

    private static IEnumerable<(int Start, int Length)> Places(ModelState state, int first, int end)
    {
        foreach (StateInfo info in state.Layout)
        {
            for (int layer = 0; layer < info.Count; layer++)
                yield return ((info.Offset * state.Batch) + (((layer * state.Batch) + first) * info.Size), (end - first) * info.Size);
        }
    }
}
