namespace LstmGen.CompilerServices;

/// <summary>Label prefixes as nodes of a tree, so that equal prefixes are one number. Node 0 is the empty prefix.</summary>
internal sealed class CtcPrefixTree
{
    private readonly Dictionary<long, int> _children = [];
    private int[] _parents = new int[64];
    private int[] _labels = new int[64];
    private int _count = 1;

    /// <summary>Forgets all prefixes but the empty one; keeps the memory.</summary>
    internal void Clear()
    {
        _children.Clear();
        _count = 1;
        _parents[0] = -1;
        _labels[0] = -1;
    }

    /// <summary>The prefix without its last label; -1 for the empty one.</summary>
    internal int Parent(int node) => _parents[node];

    /// <summary>The last label of a prefix; -1 for the empty one.</summary>
    internal int Label(int node) => _labels[node];

    /// <summary>The prefix <paramref name="node"/> followed by <paramref name="label"/>.</summary>
    internal int Extend(int node, int label)
    {
        long key = ((long)node << 32) | (uint)label;
        if (_children.TryGetValue(key, out int child))
            return child;
        if (_count == _parents.Length)
        {
            Array.Resize(ref _parents, 2 * _count);
            Array.Resize(ref _labels, 2 * _count);
        }

        _parents[_count] = node;
        _labels[_count] = label;
        _children.Add(key, _count);
        return _count++;
    }

    /// <summary>Writes the labels of a prefix in order and returns how many there are.</summary>
    internal int Read(int node, Span<int> destination)
    {
        int length = 0;
        for (int n = node; n > 0; n = _parents[n])
            length++;
        if (length > destination.Length)
            throw new ArgumentException($"{destination.Length} places are too few for {length} labels.", nameof(destination));
        for (int n = node, i = length; n > 0; n = _parents[n])
            destination[--i] = _labels[n];
        return length;
    }
}
