using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using LstmGen.CompilerServices;

namespace LstmGen;

/// <summary>
/// Threads that run the parts of a piece of work. The caller takes part; the others spin briefly between two runs and then sleep.
/// A run allocates nothing.
/// </summary>
/// <remarks>
/// A run publishes one 64-bit ticket, (run number, whether threads meet, parts). In a run of parts each thread takes parts of its own first
/// and then what is left, see <see cref="PartClaims"/>: which thread runs which part is open; work must not depend on it. In a run of
/// threads that meet after every step, see <see cref="Meeting"/>, a thread has a share of its own, which the caller computes where the
/// thread does not run. A thread that was waited for in vain is left out for a while, see <see cref="Backoff"/>.
/// </remarks>
public sealed partial class WorkerPool : IDisposable
{
    // The parts of a ticket, and whether the threads meet; the run number stands above them.
    private const long PartsMask = 0xFFFF, Together = PartsMask + 1, BelowNumber = 2 * Together - 1;

    private readonly object _growth = new();
    private readonly object _caller = new();
    private Worker[] _workers = [];
    private Partner[] _partners = [];
    private int _threads;
    private int _busy;
    private bool _stopped;

    private IParallelWork? _work;
    private int _phase, _helpers, _processor;
    private long _ticket;
    private int _unfinished;
    private int _callerSleeps;
    private ExceptionDispatchInfo? _failure;
    private int _failedPart;
    private readonly PartClaims _claims = new();
    private readonly PartTimes _times = new();
    private readonly Meeting _meeting = new();

    /// <summary>A pool of <paramref name="threads"/> threads, the caller included. Threads start when they are first needed.</summary>
    public WorkerPool(int threads) => Threads = threads;

    /// <summary>
    /// Runs parts 0 .. <paramref name="parts"/> - 1 and returns when all are done. From inside a part, or while another caller uses the
    /// pool, the parts run one after another on the calling thread.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="phase">Handed to the work.</param>
    /// <param name="parts">Number of parts, up to 65,535.</param>
    /// <remarks>If parts throw, the exception of the first of them is thrown after all parts have ended.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
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
        int helpers = Math.Min(parts, ThreadsNow) - 1;
        if (helpers < 1 || Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            RunInline(work, phase, parts);
            return;
        }
        RunShared(work, phase, parts, helpers);
    }

    /// <summary>
    /// Runs a loop over steps of which <paramref name="parts"/> threads compute a share each, and meet after every step: see
    /// <see cref="FirstShare"/>. False, and nothing has run, where that cannot be: from inside a part, while another caller uses the pool,
    /// or with more parts than threads that keep up at present.
    /// </summary>
    /// <param name="work">The work: the caller runs part 0, others run the parts after it if and when they come.</param>
    /// <param name="phase">Handed to the work.</param>
    /// <param name="parts">Number of parts, at least 2.</param>
    internal bool RunTogether(IParallelWork work, int phase, int parts)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 2);
        ObjectDisposedException.ThrowIf(_stopped, this);
        if (parts > ThreadsNow || Interlocked.CompareExchange(ref _busy, 1, 0) != 0) return false;
        ExceptionDispatchInfo? failure;
        try
        {
            if (Seat(parts - 1) < parts - 1) return false;
            long ticket = NextTicket(parts) + Together;
            _meeting.Begin(_partners.AsSpan(0, parts - 1), ticket);
            Publish(work, phase, parts - 1, ticket);
            _meeting.Open();
            RunPart(work, phase, 0);
            _meeting.End();
            failure = TakeFailure();
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
        failure?.Throw();
        return true;
    }

    /// <summary>
    /// The share with which a part of <see cref="RunTogether"/> begins a step, or <see cref="Meeting.Over"/> where others have computed
    /// this step before the part's thread came: then the next step is asked for.
    /// </summary>
    internal int FirstShare(int part) => _meeting.FirstShare(part);

    /// <summary>
    /// What a part of <see cref="RunTogether"/> does after a share of a step: another share of the same step, the next step
    /// (<see cref="Meeting.Over"/>), or return at once without touching anything (<see cref="Meeting.Left"/>).
    /// </summary>
    internal int NextShare(int part, int share) => _meeting.NextShare(part, share);

    private void RunShared(IParallelWork work, int phase, int parts, int helpers)
    {
        ExceptionDispatchInfo? failure;
        try
        {
            helpers = Seat(helpers);
            _claims.Reserve(parts);
            _unfinished = parts;
            long ticket = NextTicket(parts);
            long start = Stopwatch.GetTimestamp();
            Publish(work, phase, helpers, ticket);
            _times.Begin(ticket);
            TakeParts(ticket, 0, _times);
            if (!EndsSoon()) TakeParts(ticket, 0, parts, _times); // a thread that sleeps has left its part
            AwaitOthers(ticket, start, parts);
            failure = TakeFailure();
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
        failure?.Throw();
    }

    private ExceptionDispatchInfo? TakeFailure()
    {
        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        _work = null;
        return failure;
    }

    /// <summary>
    /// Ends the threads once they are idle; the pool runs nothing more. <see cref="Shared"/>, which all models use, stays as it is.
    /// </summary>
    public void Dispose()
    {
        if (Lasts) return;
        _stopped = true;
        foreach (Worker worker in Volatile.Read(ref _workers)) worker.Wake();
    }

    private long NextTicket(int parts) => unchecked((_ticket | BelowNumber) + 1 + parts);

    private void Publish(IParallelWork work, int phase, int helpers, long ticket)
    {
        (_work, _phase, _helpers, _processor) = (work, phase, helpers, Thread.GetCurrentProcessorId());
        Interlocked.Exchange(ref _ticket, ticket);
        foreach (Worker worker in _workers) worker.WakeIfSeated();
    }

    /// <summary>Chooses threads for the next run, up to <paramref name="count"/>, those that keep up; returns how many.</summary>
    private int Seat(int count)
    {
        if (_workers.Length < count) Grow(count);
        if (_partners.Length < count) _partners = new Partner[count];
        int seated = 0;
        for (int i = 0; i < _workers.Length; i++)
        {
            Worker worker = _workers[i];
            bool takes = seated < count && i < _threads - 1 && (Patient || !worker.Partner.Pause.Active);
            worker.Seat = takes ? seated + 1 : 0;
            if (takes) _partners[seated++] = worker.Partner;
        }
        return seated;
    }

    /// <summary>
    /// Takes and runs the part of a thread, thread 0 being the caller, and where there are more parts than threads those that are left
    /// then. Looking at the parts of others would take them out of the others' caches.
    /// </summary>
    private void TakeParts(long ticket, int thread, PartTimes times)
    {
        int parts = (int)(ticket & PartsMask), threads = Volatile.Read(ref _helpers) + 1;
        TakeParts(ticket, parts * thread / threads % parts, parts <= threads ? 1 : parts, times);
    }

    /// <summary>
    /// Takes and runs up to <paramref name="count"/> parts from <paramref name="part"/> on, and on from the first, and notes how long
    /// they took.
    /// </summary>
    private void TakeParts(long ticket, int part, int count, PartTimes times)
    {
        int parts = (int)(ticket & PartsMask);
        for (; count > 0; count--, part = part + 1 == parts ? 0 : part + 1)
        {
            if (!_claims.Take(part, ticket)) continue;
            long begin = Stopwatch.GetTimestamp();
            // The run cannot end before this part has, so its fields are stable from here on.
            RunPart(_work!, _phase, part);
            times.Add(begin, Stopwatch.GetTimestamp());
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

    private void Grow(int count)
    {
        lock (_growth)
        {
            Worker[] workers = [.. _workers,
                .. Enumerable.Range(_workers.Length, count - _workers.Length).Select(i => new Worker(this, i))];
            Volatile.Write(ref _workers, workers);
        }
    }
}
