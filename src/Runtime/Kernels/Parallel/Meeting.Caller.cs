using System.Diagnostics;

namespace LstmGen.CompilerServices;

// The caller's side.
internal sealed partial class Meeting
{
    // 10, 30 and 50 microseconds: how long a thread may take to begin, what counts as late, and after what the caller sleeps.
    private static readonly long Patience = Stopwatch.Frequency / 100_000, Stall = 3 * Patience, Spin = 5 * Patience;

    private int NextOfCaller(int share)
    {
        Partner[] members = _members;
        long turn = _turn + 1;
        if (share == 0)
            Volatile.Write(ref _caller.Words.Progress, 2 * turn);
        else
            Volatile.Write(ref members[share].Words.Covered, turn);
        if (_out > 0)
        {
            for (int other = 1; other < _parts; other++)
                if (!members[other].In && members[other].Words.Covered < turn) return other;
        }

        for (int other = 1; other < _parts; other++)
            if (members[other].In && !Await(members[other], turn)) return other;
        _turn = turn;
        if (_out > 0) Admit();
        return Over;
    }

    /// <summary>Threads that have come meanwhile take part from the next turn on.</summary>
    private void Admit()
    {
        for (int share = 1; share < _parts; share++)
        {
            Partner partner = _members[share];
            if (partner.In || Volatile.Read(ref partner.Words.Wish) != _ticket || partner.Pause.Active) continue;
            partner.In = true;
            partner.Granted = _turn + 1;
            Volatile.Write(ref partner.Words.First, partner.Granted);
            _out--;
        }
    }

    /// <summary>Waits for a share; false where its thread will not compute it.</summary>
    private bool Await(Partner partner, long turn)
    {
        for (int look = 0; look < Looks; look++)
            if (Computed(partner, turn)) return true;
        return AwaitLong(partner, turn);
    }

    private bool AwaitLong(Partner partner, long turn)
    {
        long start = Stopwatch.GetTimestamp(), average = (start - _began) / (turn - _first + 1);
        long patience = Math.Max(Patience, average / 8), spin = Math.Max(Spin, average);
        int collections = GC.CollectionCount(0);
        bool sentAway = false;
        for (int looks = 1; !Computed(partner, turn); looks++)
        {
            if (Volatile.Read(ref _broken)) throw new BrokenMeetingException();
            if (IsOut(partner))
            {
                if (Computed(partner, turn)) return true; // it left after this turn; the next one finds it gone
                CountOut(partner);
                return false;
            }

            long waited = Stopwatch.GetTimestamp() - start;
            if (!Patient && waited > patience && looks > Looks / 16 && !HasBegun(partner))
            {
                if (!sentAway) SendAway(partner);
                sentAway = true;
                // One look: the share may have been begun, or begun and computed, since Progress was last read.
                long progress = Volatile.Read(ref partner.Words.Progress);
                if (Begun(progress) || progress >= 2 * turn) continue;
                partner.In = false;
                _out++;
                partner.Pause.Lost(Math.Min(waited, 4 * patience));
                return false;
            }

            if (waited > spin)
                Sleep(partner, turn);
            else
                Thread.SpinWait(1);
        }

        Note(partner, Stopwatch.GetTimestamp() - start, average, collections);
        return true;
    }

    private void AwaitLeave(Partner partner)
    {
        for (int look = 0; look < Looks; look++)
            if (IsOut(partner)) return;
        long start = Stopwatch.GetTimestamp();
        bool sentAway = false;
        while (!IsOut(partner))
        {
            long waited = Stopwatch.GetTimestamp() - start;
            if (waited > Patience && !HasBegun(partner))
            {
                if (!sentAway) SendAway(partner);
                sentAway = true;
                if (HasBegun(partner)) continue;
                partner.Pause.Lost(Math.Min(waited, 4 * Patience));
                return;
            }

            if (waited > Spin)
                Sleep(partner, long.MaxValue);
            else
                Thread.SpinWait(1);
        }

        if (sentAway) partner.Pause.Lost(Stopwatch.GetTimestamp() - start);
    }

    private static bool IsOut(Partner partner) => Volatile.Read(ref partner.Words.Gone) == partner.Granted;

    private static bool Computed(Partner partner, long turn) => Volatile.Read(ref partner.Words.Progress) / 2 >= turn;

    private static bool HasBegun(Partner partner) => Begun(Volatile.Read(ref partner.Words.Progress));

    private static bool Begun(long progress) => (progress & 1) != 0;

    private static void SendAway(Partner partner)
    {
        Volatile.Write(ref partner.Words.First, 0);
        Interlocked.MemoryBarrierProcessWide();
    }

    /// <summary>A thread has left by itself, since it waited for the caller in vain.</summary>
    private void CountOut(Partner partner)
    {
        partner.In = false;
        _out++;
        if (Volatile.Read(ref partner.Words.GaveUp) is not 0 and long since)
            partner.Pause.Lost(Stopwatch.GetTimestamp() - since);
    }

    /// <summary>A share came late: where the run so far would have been faster alone, its thread is sent away for a while.</summary>
    private void Note(Partner partner, long waited, long average, int collections)
    {
        // While garbage is collected all threads stand still.
        if (Patient || waited < Math.Max(Stall, 2 * average) || collections != GC.CollectionCount(0)) return;
        _stalls += waited;
        long shared = Stopwatch.GetTimestamp() - _began - _stalls;
        if (_stalls < shared * (_parts - 1)) return;
        partner.Pause.Lost(waited);
        Volatile.Write(ref partner.Words.First, 0);
    }

    /// <summary>Sleeps while the thread computes; not while it may never begin.</summary>
    private void Sleep(Partner partner, long turn)
    {
        Volatile.Write(ref _callerSleeps, true);
        Interlocked.MemoryBarrierProcessWide(); // threads that do not see it have written what is asked for here
        lock (_gate)
        {
            while ((Patient || HasBegun(partner)) && !Computed(partner, turn) && !IsOut(partner) && !Volatile.Read(ref _broken))
                Monitor.Wait(_gate);
            _callerSleeps = false;
        }
    }

    private void WakeCaller()
    {
        if (Volatile.Read(ref _callerSleeps))
            lock (_gate) Monitor.Pulse(_gate);
    }
}
