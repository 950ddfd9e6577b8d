using System.Diagnostics;
using System.Numerics;
using LstmGen.CompilerServices;

namespace LstmGen.Training;

// How long passes take decides among how many threads the rows of the next ones are shared, or the units where rows make one part only.
public abstract partial class ModelWorkspace
{
    private readonly ThreadTrials?[] _rowTrials = new ThreadTrials?[64], _unitTrials = new ThreadTrials?[64]; // by log2 of rows times steps

    private ThreadTrials? _trial; // that of the batch at hand, if threads may share it
    private long _pairs, _ticks;
    private int _phases;

    /// <summary>Runs a phase on all rows.</summary>
    private protected void RunRows(int phase) => RunTimed(phase, RowParts);

    /// <summary>Runs the parts of a piece of work that belongs to the batch.</summary>
    internal void RunTimed(IParallelWork work, int phase, int parts)
    {
        long begin = _trial is null ? 0 : Stopwatch.GetTimestamp();
        WorkerPool.Shared.Run(work, phase, parts);
        if (_trial is not null)
            _ticks += Stopwatch.GetTimestamp() - begin;
    }

    /// <summary>The same of work that makes a forward pass.</summary>
    internal void RunForward(IParallelWork work, int phase, int parts)
    {
        RunTimed(work, phase, parts);
        _phases |= 1 << ModelPhases.Forward;
    }

    /// <summary>Work that belongs to the batch and is no pass.</summary>
    internal BatchWork BeginWork() => new(_trial, ref _ticks);

    private void RunTimed(int phase, int parts)
    {
        RunTimed(this, phase, parts);
        _phases |= 1 << phase;
    }

    // Called where a batch begins.
    private int TriedRows(int batch, int steps, int threads) =>
        Tried(_rowTrials, (long)batch * steps, Math.Min(batch, WorkerPool.Shared.ThreadsAtMost), threads);

    // The same for a batch whose rows make one part only.
    private int TriedUnits(int batch, int steps, int threads) =>
        Tried(_unitTrials, (long)batch * steps, WorkerPool.Shared.ThreadsAtMost, threads);

    private int Tried(ThreadTrials?[] trials, long pairs, int most, int threads)
    {
        _pairs = pairs;
        _trial = trials[BitOperations.Log2((ulong)pairs)] ??= new();
        return _trial.Next(most, threads);
    }

    // Called before the next batch begins.
    private void EndTrial()
    {
        if (_ticks > 0)
            _trial?.Took(_ticks, _pairs, _phases);
        (_trial, _ticks, _phases) = (null, 0, 0);
    }
}
