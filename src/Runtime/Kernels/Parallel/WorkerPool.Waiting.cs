using System.Diagnostics;
using LstmGen.CompilerServices;

namespace LstmGen;

// How the caller waits for parts that others have taken, and what sharing has cost.
public sealed partial class WorkerPool
{
    // 20 microseconds: what a run of parts may take longer than on one thread, with an eighth of that, before it counts as a loss.
    private static readonly long Tolerance = Stopwatch.Frequency / 50_000;

    private void AwaitOthers(long ticket, long start, int parts)
    {
        long begin = Stopwatch.GetTimestamp();
        int collections = GC.CollectionCount(0);
        // The caller alone would have needed this long for what others do; so much it waits awake.
        long rest = _times.Count == 0 ? 0 : _times.Mean * (parts - _times.Count);
        if (OnOneProcessor(ticket) || !EndsWithin(begin, Math.Min(Spin.Ticks, rest + Tolerance))) SleepUntilEnd();
        // While garbage is collected all threads stand still.
        if (!Patient && collections == GC.CollectionCount(0)) Settle(ticket, Stopwatch.GetTimestamp() - start, begin, parts);
    }

    /// <summary>
    /// Compares the run with what it takes on one thread: all parts as long as on the thread that was fastest. A thread that has to
    /// divide its processor, with another of these or with something else, takes longer. A loss is put down to the threads that the
    /// caller has waited for, or, where none was late, to the last of them.
    /// </summary>
    private void Settle(long ticket, long took, long begin, int parts)
    {
        long fastest = _times.Count == 0 ? long.MaxValue : _times.Mean;
        Worker? last = null;
        foreach (Worker worker in _workers)
        {
            if (!worker.Times.TookPart(ticket)) continue;
            fastest = Math.Min(fastest, worker.Times.Mean);
            last = worker;
        }

        long alone = fastest * parts, lost = took - alone, tolerance = Tolerance + alone / 8;
        bool late = last is not null && last.Times.End - begin > tolerance;
        foreach (Worker worker in _workers)
        {
            // Where nobody took a part the threads were woken in vain.
            if (last is null ? worker.Seat == 0 : !worker.Times.TookPart(ticket)) continue;
            if (lost < 0)
                worker.Gained(took);
            else if (last is null || worker == last || (late && worker.Times.End - begin > tolerance))
                worker.Lost(lost, tolerance);
        }
    }

    /// <summary>Whether a thread that still runs parts has begun on this thread's processor: it goes on when this one sleeps.</summary>
    private bool OnOneProcessor(long ticket)
    {
        if (Volatile.Read(ref _unfinished) == 0) return false;
        int here = Thread.GetCurrentProcessorId();
        foreach (Worker worker in _workers)
            if (worker.Times.RunsOn(here, ticket)) return true;
        return false;
    }

    private bool EndsWithin(long begin, long ticks)
    {
        const int looks = 16; // between two readings of the clock, which takes as long as several of them
        if (Volatile.Read(ref _unfinished) == 0) return true;
        while (Stopwatch.GetTimestamp() - begin < ticks)
        {
            for (int i = 0; i < looks; i++)
            {
                if (Volatile.Read(ref _unfinished) == 0) return true;
                Thread.SpinWait(1);
            }
        }
        return Volatile.Read(ref _unfinished) == 0;
    }

    private void SleepUntilEnd()
    {
        lock (_caller)
        {
            Interlocked.Exchange(ref _callerSleeps, 1);
            while (Volatile.Read(ref _unfinished) != 0) Monitor.Wait(_caller);
            _callerSleeps = 0;
        }
    }
}
