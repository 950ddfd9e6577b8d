using System.Numerics.Tensors;

namespace LstmGen.Training;

/// <summary>
/// Adds blocks of values as the binary tree over shards says; each value is added alone, so that any cut of the blocks gives the same bits.
/// </summary>
internal static class TreeSum
{
    /// <summary>Gives a block of a node that is known; false where the node has to be added up from its halves.</summary>
    public delegate bool Known(ShardRange node, int from, int length, out ReadOnlySpan<float> values);

    private const int Block = 2048;

    /// <summary>Sums a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="known">The nodes that are known, leaves at least.</param>
    /// <param name="from">First value.</param>
    /// <param name="to">Receives the sums.</param>
    public static void Of(ShardRange node, Known known, int from, Span<float> to)
    {
        for (int begin = 0; begin < to.Length; begin += Block)
            Add(node, known, from + begin, to.Slice(begin, Math.Min(Block, to.Length - begin)));
    }

    private static void Add(ShardRange node, Known known, int from, Span<float> to)
    {
        if (known(node, from, to.Length, out ReadOnlySpan<float> values))
        {
            values.CopyTo(to);
            return;
        }

        Add(node.Left, known, from, to);
        if (known(node.Right, from, to.Length, out ReadOnlySpan<float> right))
        {
            TensorPrimitives.Add(to, right, to);
            return;
        }

        Span<float> sum = stackalloc float[Block];
        sum = sum[..to.Length];
        Add(node.Right, known, from, sum);
        TensorPrimitives.Add(to, sum, to);
    }
}
