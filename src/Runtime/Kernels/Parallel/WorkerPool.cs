using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using LstmGen.CompilerServices;

namespace LstmGen;

/// <summary>
/// Threads that run the parts of a piece of work. The caller takes part; the others spin briefly between two runs and then sleep.
/// A run allocates nothing.
/// </summary>
/// <remarks>
/// A run publishes one 64-bit ticket, (run number, parts). Each thread takes parts of its own first and then what is left, see
/// <see cref="PartClaims"/>: which thread runs which part is open; work must not depend on it.
/// </remarks>
public sealed partial class WorkerPool : IDisposable
{
    // The parts of a ticket; the run number stands above them.
    private const long PartsMask = 0xFFFF;

    private readonly object _growth = new();
    private readonly object _caller = new();
    private Worker[] _workers = [];
    private int _threads;
    private int _busy;
    private bool _stopped;

    private IParallelWork? _work;
    private int _phase, _helpers;
    private long _ticket;
    private int _unfinished;
    private int _callerSleeps;
    private ExceptionDispatchInfo? _failure;
    private int _failedPart;
    private readonly PartClaims _claims = new();
    private readonly Meeting _meeting = new();

    /// <summary>A pool of <paramref name="threads"/> threads, the caller included. Threads start when they are first needed.</summary>
    public WorkerPool(int threads) => Threads = threads;

    /// <summary>The pool that models use unless they are given another: one thread per processor, or LSTMGEN_THREADS of them.</summary>
    public static WorkerPool Shared { get; } = new(ThreadsFrom(Environment.GetEnvironmentVariable("LSTMGEN_THREADS")));

    /// <summary>Threads that take part in a run, the caller included; at least 1. Results do not depend on it.</summary>
    public int Threads
    {
        get => _threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _threads = value;
        }
    }

    /// <summary>
    /// Runs parts 0 .. <paramref name="parts"/> - 1 and returns when all are done. From inside a part, or while another caller uses the pool,
    /// the parts run one after another on the calling thread.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="phase">Handed to the work.</param>
    /// <param name="parts">Number of parts, up to 65,535.</param>
    /// <remarks>If parts throw, the exception of the first of them is thrown after all parts have ended.</remarks>
    public void Run(IParallelWork work, int phase, int parts)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfNegative(parts);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, (int)PartsMask);
        ObjectDisposedException.ThrowIf(_stopped, this);
        if (parts == 1)
        {
            work.Run(phase, 0);
            return;
        }
        int helpers = Math.Min(parts, _threads) - 1;
        if (helpers < 1 || Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            RunInline(work, phase, parts);
            return;
        }
        RunShared(work, phase, parts, helpers);
    }

    /// <summary>
    /// Runs all parts at the same time, each on a thread of its own, so that they may <see cref="Meet"/>. False, and nothing has run, where
    /// that cannot be: from inside a part, while another caller uses the pool, or with more parts than threads.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="phase">Handed to the work.</param>
    /// <param name="parts">Number of parts, at least 2.</param>
    public bool RunTogether(IParallelWork work, int phase, int parts)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 2);
        ObjectDisposedException.ThrowIf(_stopped, this);
        if (parts > _threads || Interlocked.CompareExchange(ref _busy, 1, 0) != 0) return false;
        _meeting.Begin(parts);
        RunShared(work, phase, parts, parts - 1);
        return true;
    }

    /// <summary>Waits, in a part of <see cref="RunTogether"/>, until all parts have called it as often; what they wrote before is seen.</summary>
    /// <param name="part">The calling part.</param>
    public void Meet(int part) => _meeting.Arrive(part);

    private void RunShared(IParallelWork work, int phase, int parts, int helpers)
    {
        ExceptionDispatchInfo? failure;
        try
        {
            if (_workers.Length < helpers) Grow(helpers);
            _claims.Reserve(parts);
            long ticket = Publish(work, phase, parts, helpers);
            TakeParts(ticket, 0);
            if (!EndsSoon()) TakeParts(ticket, 0, parts); // a thread that sleeps has left its part
            AwaitOthers();
            failure = _failure;
            _failure = null;
            _work = null;
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
        failure?.Throw();
    }

    /// <summary>Ends the threads once they are idle.</summary>
    public void Dispose()
    {
        _stopped = true;
        foreach (Worker worker in Volatile.Read(ref _workers)) worker.Wake();
    }

    private long Publish(IParallelWork work, int phase, int parts, int helpers)
    {
        (_work, _phase, _helpers) = (work, phase, helpers);
        _unfinished = parts;
        long ticket = unchecked((_ticket | PartsMask) + 1 + parts);
        Interlocked.Exchange(ref _ticket, ticket);
        for (int i = 0; i < helpers; i++) _workers[i].WakeIfAsleep();
        return ticket;
    }

    /// <summary>
    /// Takes and runs the part of a thread, thread 0 being the caller, and where there are more parts than threads those that are left then. Looking
    /// at the parts of others would take them out of the others' caches.
    /// </summary>
    private void TakeParts(long ticket, int thread)
    {
        int parts = (int)(ticket & PartsMask), threads = Volatile.Read(ref _helpers) + 1;
        TakeParts(ticket, parts * thread / threads % parts, parts <= threads ? 1 : parts);
    }

    /// <summary>Takes and runs up to <paramref name="count"/> parts from <paramref name="part"/> on, and on from the first.</summary>
    private void TakeParts(long ticket, int part, int count)
    {
        int parts = (int)(ticket & PartsMask);
        for (; count > 0; count--, part = part + 1 == parts ? 0 : part + 1)
        {
            if (!_claims.Take(part, ticket)) continue;
            // The run cannot end before this part has, so its fields are stable from here on.
            RunPart(_work!, _phase, part);
            if (Interlocked.Decrement(ref _unfinished) == 0 && Volatile.Read(ref _callerSleeps) != 0)
                lock (_caller) Monitor.Pulse(_caller);
        }
    }

    /// <summary>Whether all parts end within some microseconds, as they do where every thread was awake.</summary>
    private bool EndsSoon()
    {
        const int looks = 64;
        for (int i = 0; i < looks && Volatile.Read(ref _unfinished) != 0; i++) Thread.SpinWait(1);
        return Volatile.Read(ref _unfinished) == 0;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The exception is thrown again on the caller.")]
    private void RunPart(IParallelWork work, int phase, int part)
    {
        try
        {
            work.Run(phase, part);
        }
        catch (BrokenMeetingException)
        {
            // The part that broke the meeting has left its exception.
        }
        catch (Exception e)
        {
            lock (_growth)
            {
                _meeting.Break();
                if (_failure is not null && _failedPart < part) return;
                _failure = ExceptionDispatchInfo.Capture(e);
                _failedPart = part;
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The exception is thrown again when all parts have ended.")]
    private static void RunInline(IParallelWork work, int phase, int parts)
    {
        ExceptionDispatchInfo? failure = null;
        for (int part = 0; part < parts; part++)
        {
            try
            {
                work.Run(phase, part);
            }
            catch (Exception e)
            {
                failure ??= ExceptionDispatchInfo.Capture(e);
            }
        }
        failure?.Throw();
    }

    private void AwaitOthers()
    {
        Spin spin = new();
        while (Volatile.Read(ref _unfinished) != 0)
        {
            if (spin.Once()) continue;
            lock (_caller)
            {
                Interlocked.Exchange(ref _callerSleeps, 1);
                while (Volatile.Read(ref _unfinished) != 0) Monitor.Wait(_caller);
                _callerSleeps = 0;
            }
        }
    }

    private void Grow(int count)
    {
        lock (_growth)
        {
            Worker[] workers = [.. _workers, .. Enumerable.Range(_workers.Length, count - _workers.Length).Select(i => new Worker(this, i))];
            Volatile.Write(ref _workers, workers);
        }
    }

    internal static int ThreadsFrom(string? wish)
    {
        if (string.IsNullOrEmpty(wish)) return Environment.ProcessorCount;
        return int.TryParse(wish, out int threads) && threads > 0
            ? threads
            : throw new InvalidOperationException($"LSTMGEN_THREADS is '{wish}'; use a whole number from 1, or leave it unset.");
    }
}
