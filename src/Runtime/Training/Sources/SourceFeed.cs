namespace LstmGen.Training;

/// <summary>
/// The batches of a source: a thread of its own reads ahead of the training, through the ends of epochs. Nothing is allocated for a batch
/// once the blocks are large enough.
/// </summary>
internal sealed class SourceFeed : IBatchFeed
{
    private readonly ISequenceSource _source;
    private readonly Action<SequenceSet> _require;
    private readonly SourceOrder _order;
    private readonly BatchQueue _queue;
    private readonly SequenceBlock _pool;
    private readonly int[] _places; // 0, 1, 2: a batch is all of its block
    private readonly int _epochs;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _registration;
    private CancellationTokenSource _stop = new();
    private Thread? _thread;

    /// <param name="source">The data.</param>
    /// <param name="options">How batches are made.</param>
    /// <param name="poolSize">Sequences that are mixed.</param>
    /// <param name="ahead">Batches made ahead of the training at most.</param>
    /// <param name="epochs">Epochs after which nothing is read.</param>
    /// <param name="require">Throws an <see cref="ArgumentException"/> where sequences do not fit whoever reads them.</param>
    /// <param name="cancellation">Ends waiting for a batch.</param>
    public SourceFeed(
        ISequenceSource source, BatchOptions options, int poolSize, int ahead, int epochs, Action<SequenceSet> require,
        CancellationToken cancellation)
    {
        (_source, _require, _epochs, _cancellation) = (source, require, epochs, cancellation);
        _order = new SourceOrder(source, options, poolSize);
        SequenceShape shape = source.Shape;
        // An epoch ahead is enough, however many batches were asked for; each has memory.
        (_queue, _pool) = (new BatchQueue(shape, Math.Clamp(ahead, 1, Math.Max(1, BatchCount))), new SequenceBlock(shape));
        _places = [.. Enumerable.Range(0, (int)Math.Min(options.BatchSize, _order.Count))];
        _registration = cancellation.UnsafeRegister(queue => ((BatchQueue)queue!).Wake(), _queue);
    }

    /// <inheritdoc/>
    public int BatchCount => _order.BatchCount;

    /// <inheritdoc/>
    public BatchState State { get; private set; }

    /// <inheritdoc/>
    public void Resume(BatchState state)
    {
        bool goesOn = state == State || (state == new BatchState(State.Epoch + 1, 0) && State.Position == BatchCount);
        if (!goesOn)
            StopReading();
        State = state;
    }

    /// <inheritdoc/>
    public bool Wait(int batches)
    {
        batches = Math.Min(batches, BatchCount - State.Position);
        if (batches > 0)
            StartReading();
        return batches <= 0 || _queue.Wait(batches, _cancellation);
    }

    /// <inheritdoc/>
    public bool TryNext(out FeedBatch batch)
    {
        batch = default;
        if (State.Position == BatchCount)
            return false;
        StartReading();
        batch = Of(_queue.Next());
        State = State with { Position = State.Position + 1 };
        return true;
    }

    /// <inheritdoc/>
    public bool TryPeek(int ahead, out FeedBatch batch)
    {
        bool there = ahead < BatchCount - State.Position;
        if (there)
            StartReading();
        batch = there ? Of(_queue.Peek(ahead)) : default;
        return there;
    }

    public void Dispose()
    {
        StopReading();
        _registration.Dispose();
        _stop.Dispose();
    }

    private FeedBatch Of(SequenceBlock block) => new(block.Set(), _places.AsSpan(0, block.Count));

    private void StartReading()
    {
        if (_thread is null)
            StartThread(State);
    }

    // Apart from StartReading, which would allocate what the thread is given on every call.
    private void StartThread(BatchState from)
    {
        _thread = new Thread(() => Read(from)) { IsBackground = true, Name = $"Reader of {_source.Name}" };
        _thread.Start();
    }

    private void StopReading()
    {
        if (_thread is null)
            return;
        _stop.Cancel();
        _queue.Close();
        _thread.Join();
        _thread = null;
        _queue.Reopen();
        _stop.Dispose();
        _stop = new CancellationTokenSource();
    }

    // What follows runs on the reader's thread.
    private void Read(BatchState from)
    {
        try
        {
            using ISequenceReader reader = _source.OpenReader()
                ?? throw new InvalidOperationException($"{_source.GetType().Name}.OpenReader gives null. Return a reader.");
            for (int epoch = from.Epoch; epoch < _epochs; epoch++)
            {
                if (!ReadEpoch(reader, epoch, epoch == from.Epoch ? from.Position : 0))
                    return;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Nobody waits for more.
        }
        catch (Exception e)
        {
            _queue.Fail(e);
        }
    }

    private bool ReadEpoch(ISequenceReader reader, int epoch, int position)
    {
        SequenceBlock? batch = null;
        int number = -1; // of the batch at hand
        long size = _places.Length;
        _order.Start(epoch);
        while (_order.NextPool())
        {
            if (_order.First + _order.Sequences <= position * size)
                continue;
            ReadPool(reader);
            SequenceSet pool = _pool.Set();
            ReadOnlySpan<int> order = _order.Arrange(pool.Lengths);
            int at = 0;
            if (number < 0)
                number = (int)(_order.First / size);
            foreach (int end in _order.Ends)
            {
                if (number++ >= position)
                {
                    if (!Fill(ref batch, pool, order[at..end]))
                        return false;
                    _queue.Publish();
                    batch = null;
                }

                at = end;
            }

            if (at < order.Length && !Fill(ref batch, pool, order[at..]))
                return false;
        }

        return true;
    }

    private bool Fill(ref SequenceBlock? batch, SequenceSet pool, ReadOnlySpan<int> places)
    {
        batch ??= _queue.Take();
        if (batch is null)
            return false;
        foreach (int place in places)
            batch.Copy(pool, place);
        return true;
    }

    private void ReadPool(ISequenceReader reader)
    {
        _pool.Clear();
        foreach (int block in _order.Blocks)
        {
            _stop.Token.ThrowIfCancellationRequested();
            int before = _pool.Count, expected = _source.CountOf(block);
            reader.Read(block, _pool, _stop.Token);
            _pool.RequireWhole(_source.Name);
            _pool.RequireSource(_source.Name);
            if (_pool.Count - before != expected)
                throw new InvalidOperationException($"{_source.Name}: block {block} has {_pool.Count - before} sequences, but CountOf "
                    + $"gives {expected}. Do not change the data while they are read.");
        }

        SourceCheck.RequireSequences(_require, _source, _pool);
    }
}
