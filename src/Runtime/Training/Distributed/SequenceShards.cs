namespace LstmGen;

/// <summary>
/// Training data of which each process holds a part: a set for each shard that it computes. Where a set does not fit into the memory of one
/// machine, or lies on the disks of several.
/// </summary>
/// <example><code>
/// var shards = new SequenceShards([.. Mpi.World.OwnShards(8).Select(shard => Read($"part-{shard}.csv"))]);
/// model.Fit(shards, new FitOptions { Distribution = Mpi.World, Shards = 8, BatchSize = 64 });
/// </code></example>
/// <remarks>
/// A batch takes <see cref="FitOptions.BatchSize"/> / <see cref="FitOptions.Shards"/> sequences of each shard, in an order of the shard's
/// own. An epoch has as many batches as the largest shard needs; a smaller one has no part in the last of them. What a training computes
/// depends on the sets of the shards, and not on how many processes hold them.
/// </remarks>
public sealed class SequenceShards
{
    /// <summary>The sets of this process.</summary>
    /// <param name="own">A set for each shard of <see cref="Distribution.OwnShards"/>, in that order; for all shards where there is one
    /// process only. They are copied.</param>
    /// <exception cref="ArgumentException">There is none, one has no sequences, or they differ in input, heads, weights or
    /// source.</exception>
    public SequenceShards(params IReadOnlyList<SequenceSet> own)
    {
        ArgumentNullException.ThrowIfNull(own);
        for (int i = 0; i < own.Count; i++)
        {
            ArgumentNullException.ThrowIfNull(own[i], $"{nameof(own)}[{i}]");
            if (own[i].Count == 0)
                throw new ArgumentException($"own[{i}] has no sequences. Give each shard at least one.", nameof(own));
        }

        Joined = SequenceSet.Join(own);
        var sets = new SequenceSet[own.Count];
        for (int i = 0, at = 0; i < own.Count; at += own[i++].Count)
            sets[i] = Joined.Take(at..(at + own[i].Count));
        Sets = sets;
    }

    /// <summary>All sequences, shard after shard.</summary>
    internal SequenceSet Joined { get; }

    /// <summary>The sequences of each shard.</summary>
    internal IReadOnlyList<SequenceSet> Sets { get; }
}
