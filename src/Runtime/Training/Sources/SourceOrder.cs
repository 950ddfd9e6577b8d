using System.Runtime.InteropServices;
using LstmGen.Data;

namespace LstmGen.Training;

/// <summary>
/// The order of a source's sequences: blocks in a drawn order, and the sequences of several blocks, a pool, mixed. Batches are cut from
/// that stream, so that one may end a pool and begin the next. All is a function of (seed, epoch, pool) and of the blocks' sizes. Where one
/// pool holds the whole source, the order is that of a <see cref="BatchSampler"/> over a set of it.
/// </summary>
internal sealed class SourceOrder
{
    private readonly ISequenceSource _source;
    private readonly BatchOptions _options;
    private readonly int _poolSize;
    private readonly int[] _blocks;
    private readonly int _bucket;
    private readonly bool _drawsBlocks;
    private readonly int[] _order, _moved, _batchOrder;
    private readonly long[] _keys;
    private readonly List<int> _ends;
    private int _epoch, _pool, _beginBlock, _endBlock;

    /// <exception cref="ArgumentException">The source has no blocks, a block no sequences, or no batch is full and
    /// <see cref="BatchOptions.DropLast"/> is set.</exception>
    public SourceOrder(ISequenceSource source, BatchOptions options, int poolSize)
    {
        (_source, _options, _poolSize) = (source, options, poolSize);
        if (source.BlockCount < 1)
            throw new ArgumentException($"{source.Name} has {source.BlockCount} blocks. Give a source with at least one.", nameof(source));
        _blocks = new int[source.BlockCount];
        int largest = 0;
        for (int block = 0; block < _blocks.Length; block++)
        {
            int count = source.CountOf(block);
            Count += count > 0
                ? count
                : throw new ArgumentException(
                    $"{source.Name}: CountOf({block}) is {count}; each block has at least one sequence.", nameof(source));
            largest = Math.Max(largest, count);
        }

        long batches = options.DropLast ? Count / options.BatchSize : (Count + options.BatchSize - 1) / options.BatchSize;
        if (batches == 0)
            throw new ArgumentException(
                $"{Count} sequences fill no batch of {options.BatchSize}, and DropLast leaves the rest out. Take a smaller BatchSize.",
                nameof(source));
        BatchCount = batches <= int.MaxValue
            ? (int)batches
            : throw new ArgumentException(
                $"{Count} sequences make {batches} batches of {options.BatchSize}, more than {int.MaxValue} in an "
                    + "epoch. Take a larger BatchSize.", nameof(source));
        _bucket = options.Shuffle ? options.BucketBatches ?? BatchOptions.BucketOf(BatchCount) : 0;
        _drawsBlocks = options.Shuffle && Count > poolSize;
        int room = options.Shuffle ? (int)Math.Min(Count, Math.Max(largest, poolSize)) : largest, most = (room / options.BatchSize) + 2;
        (_order, _moved, _keys) = (new int[room], new int[room], _bucket > 1 ? new long[room] : []);
        (_batchOrder, _ends) = (new int[most], new List<int>(most));
    }

    /// <summary>Sequences of an epoch.</summary>
    public long Count { get; }

    /// <summary>Batches of an epoch.</summary>
    public int BatchCount { get; }

    /// <summary>Sequences of the stream before the pool at hand.</summary>
    public long First { get; private set; }

    /// <summary>Sequences of the pool at hand.</summary>
    public int Sequences { get; private set; }

    /// <summary>The blocks of the pool at hand, in the order in which they are read.</summary>
    public ReadOnlySpan<int> Blocks => _blocks.AsSpan(_beginBlock.._endBlock);

    /// <summary>Goes before the first pool of an epoch.</summary>
    public void Start(int epoch)
    {
        (_epoch, _pool, _beginBlock, _endBlock, First, Sequences) = (epoch, -1, 0, 0, 0, 0);
        for (int i = 0; i < _blocks.Length; i++)
            _blocks[i] = i;
        if (_drawsBlocks)
            Random(-1).Shuffle(_blocks);
    }

    /// <summary>Goes to the next pool; false at the end of the epoch.</summary>
    public bool NextPool()
    {
        if (_endBlock == _blocks.Length)
            return false;
        (_pool, _beginBlock, First, Sequences) = (_pool + 1, _endBlock, First + Sequences, 0);
        do
            Sequences = checked(Sequences + _source.CountOf(_blocks[_endBlock++]));
        while (_options.Shuffle && _endBlock < _blocks.Length && (long)Sequences + _source.CountOf(_blocks[_endBlock]) <= _poolSize);
        return true;
    }

    /// <summary>
    /// The order of the pool at hand. Its first sequences end the batch that the pool before has begun; then come whole batches; what is
    /// left begins a batch that the next pool ends.
    /// </summary>
    /// <param name="lengths">Steps of each sequence of the pool.</param>
    /// <returns>Places in the pool, in the order of the stream, without those that <see cref="BatchOptions.DropLast"/> leaves
    /// out.</returns>
    public ReadOnlySpan<int> Arrange(ReadOnlySpan<int> lengths)
    {
        int size = _options.BatchSize, count = Sequences;
        Span<int> order = _order.AsSpan(0, count);
        for (int i = 0; i < count; i++)
            order[i] = i;
        SeededRandom random = Random(_pool);
        if (_options.Shuffle)
            random.Shuffle(order);
        bool last = _endBlock == _blocks.Length;
        long end = last ? Math.Min(Count, (long)BatchCount * size) - First : ((First + count) / size * size) - First;
        int begin = (int)((size - (First % size)) % size), whole = (int)Math.Max(0, Math.Min(end, count));
        _ends.Clear();
        if (begin > 0 && whole > 0)
            _ends.Add(Math.Min(begin, whole));
        if (whole > begin)
            ArrangeBatches(order[begin..whole], begin, lengths, ref random);
        return last ? order[..whole] : order;
    }

    /// <summary>Where batches end in what <see cref="Arrange"/> gave; what comes after the last goes on in the next pool.</summary>
    public ReadOnlySpan<int> Ends => CollectionsMarshal.AsSpan(_ends);

    private void ArrangeBatches(Span<int> order, int begin, ReadOnlySpan<int> lengths, ref SeededRandom random)
    {
        int size = _options.BatchSize, batches = (order.Length + size - 1) / size, at = 0;
        Span<int> batchOrder = _batchOrder.AsSpan(0, batches), moved = _moved.AsSpan(0, order.Length);
        for (int i = 0; i < batches; i++)
            batchOrder[i] = i;
        if (_bucket > 1)
        {
            LengthBuckets.Sort(order, lengths, (long)size * _bucket, _keys);
            random.Shuffle(batchOrder);
        }

        foreach (int batch in batchOrder)
        {
            ReadOnlySpan<int> from = order.Slice(batch * size, Math.Min(size, order.Length - (batch * size)));
            from.CopyTo(moved[at..]);
            at += from.Length;
            _ends.Add(begin + at);
        }

        moved.CopyTo(order);
    }

    private SeededRandom Random(int pool)
    {
        SeededRandom random = SeededRandom.ForStream(_options.Seed, _epoch);
        return pool == 0 ? random : SeededRandom.ForStream(random.State, pool);
    }
}
