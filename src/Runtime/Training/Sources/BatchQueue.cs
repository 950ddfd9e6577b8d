using System.Runtime.ExceptionServices;

namespace LstmGen.Training;

/// <summary>
/// Batches that a reader has made and training has not used yet, of bounded number. The blocks are filled again and again: nothing is
/// allocated once they are large enough.
/// </summary>
internal sealed class BatchQueue
{
    private readonly object _lock = new();
    private readonly SequenceBlock[] _slots;
    private int _first, _count;     // of the batches that wait
    private bool _inUse;            // whether the slot before the first is with the training
    private bool _closed;
    private ExceptionDispatchInfo? _failure;

    public BatchQueue(SequenceShape shape, int capacity) =>
        _slots = [.. Enumerable.Range(0, capacity + 1).Select(_ => new SequenceBlock(shape).Trust())];

    /// <summary>Reader: an empty block for the next batch, once there is room; null where the queue is closed.</summary>
    public SequenceBlock? Take()
    {
        lock (_lock)
        {
            while (!_closed && _count + (_inUse ? 1 : 0) == _slots.Length)
                Monitor.Wait(_lock);
            if (_closed)
                return null;
            SequenceBlock block = _slots[(_first + _count) % _slots.Length];
            block.Clear();
            return block;
        }
    }

    /// <summary>Reader: the block that <see cref="Take"/> gave is filled.</summary>
    public void Publish()
    {
        lock (_lock)
        {
            _count++;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Reader: no more batches will come, for this reason.</summary>
    public void Fail(Exception failure)
    {
        lock (_lock)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Training: waits for so many batches; false where it was cancelled first. A failure is no reason to wait.</summary>
    public bool Wait(int batches, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            while (_count < batches && _failure is null && !cancellationToken.IsCancellationRequested)
                Monitor.Wait(_lock);
            return _count >= batches || _failure is not null;
        }
    }

    /// <summary>Training: a batch that waits, after <paramref name="ahead"/> others.</summary>
    /// <exception cref="Exception">What the reader failed with, where there is no such batch.</exception>
    public SequenceBlock Peek(int ahead)
    {
        lock (_lock)
        {
            while (_count <= ahead && _failure is null)
                Monitor.Wait(_lock);
            if (_count <= ahead)
                _failure!.Throw();
            return _slots[(_first + ahead) % _slots.Length];
        }
    }

    /// <summary>Training: the next batch; the one before is free again.</summary>
    /// <exception cref="Exception">What the reader failed with, where there is none.</exception>
    public SequenceBlock Next()
    {
        SequenceBlock block = Peek(0);
        lock (_lock)
        {
            _first = (_first + 1) % _slots.Length;
            _count--;
            _inUse = true;
            Monitor.PulseAll(_lock);
            return block;
        }
    }

    /// <summary>Wakes whoever waits, to look at its token.</summary>
    public void Wake()
    {
        lock (_lock)
            Monitor.PulseAll(_lock);
    }

    /// <summary>Ends the reader's waiting.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Empties the queue, once no reader uses it.</summary>
    public void Reopen() => (_first, _count, _inUse, _closed, _failure) = (0, 0, false, false, null);
}
