namespace LstmGen.Training;

/// <summary>
/// How a batch is cut, and who computes what. A batch is always cut into the same shards of whole rows, however many ranks there are;
/// gradients of shards are added as a binary tree over their numbers, so that the sum does not depend on who computed them.
/// </summary>
/// <param name="Shards">Parts of a batch, S.</param>
/// <param name="Rank">This rank.</param>
/// <param name="Ranks">All ranks, at most S.</param>
internal sealed record ShardPlan(int Shards, int Rank, int Ranks)
{
    /// <summary>The plan of a training.</summary>
    public static ShardPlan Of(FitOptions options) =>
        new(options.ShardCount, options.Distribution?.Rank ?? 0, options.Distribution?.Ranks ?? 1);

    /// <summary>The first shard of this rank.</summary>
    public int First => FirstOf(Rank);

    /// <summary>Shards of this rank.</summary>
    public int Count => CountOf(Rank);

    /// <summary>The first shard of a rank: ranks have consecutive shards, in their order.</summary>
    public int FirstOf(int rank) => (int)((long)Shards * rank / Ranks);

    /// <summary>Shards of a rank.</summary>
    public int CountOf(int rank) => FirstOf(rank + 1) - FirstOf(rank);

    /// <summary>
    /// Rows of a shard, [first, end), of a batch of <paramref name="rows"/>; none where there are fewer rows than shards.
    /// </summary>
    public (int First, int End) RowsOf(int shard, int rows) =>
        ((int)((long)rows * shard / Shards), (int)((long)rows * (shard + 1) / Shards));

    /// <summary>The rows of all shards of a rank, [first, end).</summary>
    public (int First, int End) RowsOfRank(int rank, int rows) =>
        (RowsOf(FirstOf(rank), rows).First, RowsOf(FirstOf(rank + 1) - 1, rows).End);

    /// <summary>
    /// The largest subtrees whose shards are all of one rank, from left to right. All ranks' subtrees together are the leaves of the rest
    /// of the tree.
    /// </summary>
    public List<ShardRange> SubtreesOf(int rank)
    {
        var found = new List<ShardRange>();
        Collect(new(0, Shards), new(FirstOf(rank), FirstOf(rank + 1)), found);
        return found;
    }

    private static void Collect(ShardRange node, ShardRange own, List<ShardRange> found)
    {
        if (node.End <= own.First || node.First >= own.End)
            return;
        if (node.First >= own.First && node.End <= own.End)
        {
            found.Add(node);
            return;
        }

        Collect(node.Left, own, found);
        Collect(node.Right, own, found);
    }
}
