using System.Diagnostics;
using LstmGen.CompilerServices;

namespace LstmGen;

// How the caller waits for parts that others have taken.
public sealed partial class WorkerPool
{
    // 20 microseconds: what a run of parts may take longer than on the caller alone before that counts as a loss.
    private static readonly long s_tolerance = Stopwatch.Frequency / 50_000;

    private void AwaitOthers(long ticket, long start, int parts, int taken)
    {
        if (taken == parts) return;
        // The caller alone would have needed `alone` for what others do; so much it waits without a loss.
        long begin = Stopwatch.GetTimestamp(), alone = (begin - start) * (parts - taken) / Math.Max(1, taken);
        int collections = GC.CollectionCount(0);
        if (EndsWithin(begin, Math.Min(Spin.Ticks, alone + s_tolerance)))
        {
            foreach (Worker worker in _workers)
                if (worker.Seat != 0) worker.Partner.Pause.Earn(begin - start);
            return;
        }

        foreach (Worker worker in _workers) worker.MarkIfRunning(ticket);
        SleepUntilEnd();
        long lost = Stopwatch.GetTimestamp() - begin - alone;
        // While garbage is collected all threads stand still.
        if (Patient || lost < s_tolerance || collections != GC.CollectionCount(0)) return;
        foreach (Worker worker in _workers)
            if (worker.Marked == ticket) worker.Partner.Pause.Lost(lost);
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
