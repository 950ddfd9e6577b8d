using System.Diagnostics;
using LstmGen.CompilerServices;

namespace LstmGen.Training;

/// <summary>
/// Work that belongs to a batch beside its passes, until it is disposed: packing weights, the step of an optimizer. It has as many threads
/// as the passes, and its time counts with theirs: what one thread has written and another reads costs wherever it happens.
/// </summary>
internal readonly ref struct BatchWork
{
    private readonly ThreadTrials? _trial;
    private readonly ref long _ticks;
    private readonly long _begin;
    private readonly int _limit;

    /// <summary>Begins it.</summary>
    /// <param name="trial">What chose the threads of the batch; null where nothing did.</param>
    /// <param name="ticks">What the batch has taken so far.</param>
    public BatchWork(ThreadTrials? trial, ref long ticks)
    {
        (_trial, _limit) = (trial, WorkerPool.Limit);
        _ticks = ref ticks;
        if (trial is null)
            return;
        _begin = Stopwatch.GetTimestamp();
        WorkerPool.Limit = trial.Used;
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        if (_trial is null)
            return;
        WorkerPool.Limit = _limit;
        _ticks += Stopwatch.GetTimestamp() - _begin;
    }
}
