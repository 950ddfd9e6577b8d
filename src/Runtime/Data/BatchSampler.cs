using LstmGen.Data;

namespace LstmGen.Training;

/// <summary>
/// Gives out the mini-batches of an epoch as lists of indices into a <see cref="SequenceSet"/>. The order is a function
/// of (seed, epoch) alone; giving out a mini-batch allocates nothing.
/// </summary>
/// <example><code>
/// for (var epoch = 0; epoch &lt; 10; epoch++)
/// {
///     sampler.Start(epoch);
///     while (sampler.TryNext(out var indices)) Train(set, indices);
/// }
/// </code></example>
public sealed class BatchSampler
{
    private readonly BatchOptions _options;
    private readonly int[] _lengths;
    private readonly int[] _order;
    private readonly int[] _batchOrder;
    private readonly long[] _keys;
    private readonly int _bucket;

    /// <summary>A sampler at the start of epoch 0.</summary>
    /// <exception cref="ArgumentException">The set is empty, an option is out of range, or no mini-batch is full and
    /// <see cref="BatchOptions.DropLast"/> is set.</exception>
    public BatchSampler(SequenceSet set, BatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize);
        ArgumentOutOfRangeException.ThrowIfNegative(options.BucketBatches ?? 0, nameof(options.BucketBatches));
        if (set.Count == 0)
            throw new ArgumentException("The set has no sequences. Give at least one.", nameof(set));
        _options = options;
        _lengths = set.Lengths.ToArray();
        _order = new int[set.Count];
        BatchCount = options.DropLast
            ? set.Count / options.BatchSize
            : (int)(((long)set.Count + options.BatchSize - 1) / options.BatchSize);
        if (BatchCount == 0)
            throw new ArgumentException(
                $"{set.Count} sequences fill no mini-batch of {options.BatchSize}, and DropLast leaves the rest out. "
                + "Take a smaller BatchSize.", nameof(options));
        _batchOrder = new int[BatchCount];
        _bucket = options.BucketBatches ?? BatchOptions.BucketOf(BatchCount);
        _keys = _bucket > 1 ? new long[set.Count] : [];
        Start(0);
    }

    /// <summary>Mini-batches per epoch.</summary>
    public int BatchCount { get; }

    /// <summary>Where the sampler stands; give it to <see cref="Resume"/> to go on from there.</summary>
    public BatchState State { get; private set; }

    /// <summary>Goes to the start of an epoch.</summary>
    public void Start(int epoch) => Resume(new BatchState(epoch, 0));

    /// <summary>Goes to a place that <see cref="State"/> gave, in this run or another one with the same set and options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The place lies outside the epoch.</exception>
    public void Resume(BatchState state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(state.Epoch);
        if (state.Position < 0 || state.Position > BatchCount)
            throw new ArgumentOutOfRangeException(
                nameof(state), $"Position {state.Position} lies outside an epoch of {BatchCount} mini-batches; "
                + "resume with the set and options of the run that stored it.");
        Arrange(state.Epoch);
        State = state;
    }

    /// <summary>The next mini-batch of this epoch, as indices into the set; false at the epoch's end.</summary>
    /// <param name="indices">Valid until the next call of <see cref="Start"/> or <see cref="Resume"/>.</param>
    public bool TryNext(out ReadOnlySpan<int> indices)
    {
        if (State.Position == BatchCount)
        {
            indices = default;
            return false;
        }

        indices = At(State.Position);
        State = State with { Position = State.Position + 1 };
        return true;
    }

    /// <summary>
    /// The mini-batch that comes after <paramref name="ahead"/> others, without giving it out; false where the epoch ends before.
    /// </summary>
    /// <param name="ahead">0 for the next.</param>
    /// <param name="indices">Valid until the next call of <see cref="Start"/> or <see cref="Resume"/>.</param>
    public bool TryPeek(int ahead, out ReadOnlySpan<int> indices)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ahead);
        bool there = ahead < BatchCount - State.Position;
        indices = there ? At(State.Position + ahead) : default;
        return there;
    }

    private ReadOnlySpan<int> At(int position)
    {
        int first = _batchOrder[position] * _options.BatchSize;
        return _order.AsSpan(first, Math.Min(_options.BatchSize, _order.Length - first));
    }

    private void Arrange(int epoch)
    {
        for (var i = 0; i < _order.Length; i++)
            _order[i] = i;
        for (var i = 0; i < _batchOrder.Length; i++)
            _batchOrder[i] = i;
        var random = SeededRandom.ForStream(_options.Seed, epoch);
        if (_options.Shuffle)
            random.Shuffle(_order);
        if (_bucket <= 1)
            return;
        // What DropLast leaves out is chosen before sorting, so that it is not always the longest.
        var used = Math.Min(_order.Length, (long)BatchCount * _options.BatchSize);
        LengthBuckets.Sort(_order.AsSpan(0, (int)used), _lengths, (long)_options.BatchSize * _bucket, _keys);
        if (_options.Shuffle)
            random.Shuffle(_batchOrder);
    }
}
