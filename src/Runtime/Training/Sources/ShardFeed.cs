namespace LstmGen.Training;

/// <summary>
/// The batches of shards that have sets of their own: of each, an equal part. A shard that has given all its sequences gives none in the
/// rest of the epoch.
/// </summary>
internal sealed class ShardFeed : IBatchFeed
{
    private readonly SequenceSet _set;
    private readonly BatchSampler[] _samplers;
    private readonly int[] _firsts; // of each shard of this process, in the joined set
    private readonly int[] _counts; // sequences of all shards
    private readonly int[] _rows, _ends;
    private readonly int _size;     // sequences of a shard in a batch

    /// <param name="own">The sets of this process.</param>
    /// <param name="plan">Which shards they are.</param>
    /// <param name="counts">Sequences of each shard of all processes.</param>
    /// <param name="options">How batches are made, of all shards together.</param>
    public ShardFeed(SequenceShards own, ShardPlan plan, int[] counts, BatchOptions options)
    {
        (_set, _counts, _size) = (own.Joined, counts, options.BatchSize / plan.Shards);
        if (options.DropLast && counts.Min() < _size)
            throw new ArgumentException(
                $"Shard {Array.IndexOf(counts, counts.Min())} has {counts.Min()} sequences, of which no batch can take {_size}, and "
                    + "DropLast leaves the rest out. Take a smaller BatchSize.", nameof(own));
        BatchCount = options.DropLast ? counts.Min() / _size : (counts.Max() + _size - 1) / _size;
        _samplers = [.. own.Sets.Select(
            (set, i) => new BatchSampler(set, options with { BatchSize = _size, Seed = SeedOf(options.Seed, plan.First + i) }))];
        _firsts = new int[own.Sets.Count];
        for (int i = 1; i < _firsts.Length; i++)
            _firsts[i] = _firsts[i - 1] + own.Sets[i - 1].Count;
        (_rows, _ends) = (new int[_firsts.Length * _size], new int[_firsts.Length]);
    }

    /// <inheritdoc/>
    public int BatchCount { get; }

    /// <inheritdoc/>
    public BatchState State { get; private set; }

    /// <inheritdoc/>
    public void Resume(BatchState state)
    {
        State = state;
        foreach (BatchSampler sampler in _samplers)
            sampler.Resume(state with { Position = Math.Min(state.Position, sampler.BatchCount) });
    }

    /// <inheritdoc/>
    public bool Wait(int batches) => true;

    /// <inheritdoc/>
    public bool TryNext(out FeedBatch batch)
    {
        if (!TryPeek(0, out batch))
            return false;
        State = State with { Position = State.Position + 1 };
        foreach (BatchSampler sampler in _samplers)
            sampler.TryNext(out _);
        return true;
    }

    /// <inheritdoc/>
    public bool TryPeek(int ahead, out FeedBatch batch)
    {
        batch = default;
        if (ahead >= BatchCount - State.Position)
            return false;
        int at = 0;
        for (int i = 0; i < _samplers.Length; i++)
        {
            _samplers[i].TryPeek(ahead, out ReadOnlySpan<int> own);
            foreach (int index in own)
                _rows[at++] = _firsts[i] + index;
            _ends[i] = at;
        }

        batch = new FeedBatch(_set, _rows.AsSpan(0, at)) { Count = RowsOf(State.Position + ahead), ShardEnds = _ends };
        return true;
    }

    public void Dispose()
    {
    }

    // Sequences of all shards.
    private int RowsOf(int position)
    {
        int rows = 0;
        foreach (int count in _counts)
            rows += (int)Math.Clamp(count - ((long)position * _size), 0, _size);
        return rows;
    }

    // Another order for every shard, whatever rank has it.
    private static long SeedOf(long seed, int shard) => unchecked((seed * 1_000_003) + shard);
}
