namespace LstmGen.Training;

/// <summary>A batch: sequences of a set.</summary>
internal readonly ref struct FeedBatch(SequenceSet set, ReadOnlySpan<int> indices)
{
    public SequenceSet Set { get; } = set;

    /// <summary>The sequences of this process.</summary>
    public ReadOnlySpan<int> Indices { get; } = indices;

    /// <summary>Sequences of all processes.</summary>
    public int Count { get; init; } = indices.Length;

    /// <summary>Where the sequences of each shard of this process end; empty where every process has all sequences.</summary>
    public ReadOnlySpan<int> ShardEnds { get; init; }
}
