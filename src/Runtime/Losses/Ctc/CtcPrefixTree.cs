namespace LstmGen.CompilerServices;

/// <summary>Label prefixes as nodes of a tree, so that equal prefixes are one number. Node 0 is the empty prefix.</summary>
internal sealed class CtcPrefixTree
{
    private readonly Dictionary<long, int> children = [];
    private int[] parents = new int[64];
    private int[] labels = new int[64];
    private int count = 1;

    /// <summary>Forgets all prefixes but the empty one; keeps the memory.</summary>
    internal void Clear()
    {
        children.Clear();
        count = 1;
        parents[0] = -1;
        labels[0] = -1;
    }

    /// <summary>The prefix without its last label; -1 for the empty one.</summary>
    internal int Parent(int node) => parents[node];

    /// <summary>The last label of a prefix; -1 for the empty one.</summary>
    internal int Label(int node) => labels[node];

    /// <summary>The prefix <paramref name="node"/> followed by <paramref name="label"/>.</summary>
    internal int Extend(int node, int label)
    {
        long key = ((long)node << 32) | (uint)label;
        if (children.TryGetValue(key, out int child))
            return child;
        if (count == parents.Length)
        {
            Array.Resize(ref parents, 2 * count);
            Array.Resize(ref labels, 2 * count);
        }

        parents[count] = node;
        labels[count] = label;
        children.Add(key, count);
        return count++;
    }

    /// <summary>Writes the labels of a prefix in order and returns how many there are.</summary>
    internal int Read(int node, Span<int> destination)
    {
        int length = 0;
        for (int n = node; n > 0; n = parents[n])
            length++;
        if (length > destination.Length)
            throw new ArgumentException($"{destination.Length} places are too few for {length} labels.", nameof(destination));
        for (int n = node, i = length; n > 0; n = parents[n])
            destination[--i] = labels[n];
        return length;
    }
}
