using System.Diagnostics;

namespace LstmGen.CompilerServices;

// The side of the pool's threads.
internal sealed partial class Meeting
{
    // About 20 microseconds; then other threads are let in between two looks.
    private const int Spins = 512;

    // 200 microseconds that a thread waits for the caller, and 5 milliseconds awake to be let in; then it looks each millisecond.
    private static readonly long Wait = Stopwatch.Frequency / 5_000, WishWait = Stopwatch.Frequency / 200;

    /// <summary>Joins the run at hand; false where the thread is not let in. <see cref="Leave"/> follows.</summary>
    public bool Join(Partner partner, long ticket)
    {
        long first = Volatile.Read(ref partner.Words.First);
        if (first == 0 || first == partner.Joined) first = Wish(partner, ticket);
        if (first == 0) return false;
        if (!BeginTurn(partner, first, first))
        {
            WakeCaller(); // which may have taken it for a beginning
            return false;
        }

        Volatile.Write(ref partner.Words.GaveUp, 0);
        (partner.Joined, partner.Turn, partner.Missed) = (first, first - 1, first - _first);
        (partner.Since, partner.LeftEarly) = (Stopwatch.GetTimestamp(), false);
        return true;
    }

    /// <summary>Says that the thread touches nothing of the run any more.</summary>
    public void Leave(Partner partner)
    {
        Volatile.Write(ref partner.Words.Progress, 2 * partner.Turn);
        Volatile.Write(ref partner.Words.Gone, partner.Joined);
        WakeCaller();
    }

    private long Wish(Partner partner, long ticket)
    {
        Volatile.Write(ref partner.Words.Wish, ticket);
        long first, start = Stopwatch.GetTimestamp();
        for (int looks = 1; (first = Volatile.Read(ref partner.Words.First)) == 0 || first == partner.Joined; looks++)
        {
            if (Volatile.Read(ref _ticket) != ticket) break;
            if (looks < Spins)
                Thread.SpinWait(1);
            else if (Patient || Stopwatch.GetTimestamp() - start < WishWait)
                Thread.Yield();
            else
                Doze(partner);
        }

        Volatile.Write(ref partner.Words.Wish, 0);
        return first == partner.Joined ? 0 : first;
    }

    // A turn in which the caller computes all shares may last longer than a thread should wait awake.
    private static void Doze(Partner partner)
    {
        partner.Asleep = true;
        Thread.Sleep(1);
        partner.Asleep = false;
    }

    private int NextOf(Partner partner)
    {
        // From the next line on the run may end without this thread, and another may begin.
        Partner[] members = _members;
        int parts = _parts, share = partner.Share;
        long turn = ++partner.Turn;
        Volatile.Write(ref partner.Words.Progress, 2 * turn);
        WakeCaller();
        AtMeeting?.Invoke(partner);
        for (int other = 0; other < parts; other++)
        {
            if (other == share || Await(partner, members[other], turn)) continue;
            partner.LeftEarly = true;
            return Left;
        }

        if (BeginTurn(partner, turn + 1, partner.Joined)) return Over;
        partner.LeftEarly = true;
        return Left;
    }

    private static bool BeginTurn(Partner partner, long turn, long first)
    {
        Volatile.Write(ref partner.Words.Progress, 2 * turn - 1);
        if (Volatile.Read(ref partner.Words.First) == first) return true;
        Volatile.Write(ref partner.Words.Progress, 2 * turn - 2);
        return false;
    }

    private bool Await(Partner partner, Partner other, long turn)
    {
        for (int look = 0; look < Looks; look++)
            if (Arrived(other, turn)) return true;
        return AwaitLong(partner, other, turn);
    }

    private bool AwaitLong(Partner partner, Partner other, long turn)
    {
        long start = Stopwatch.GetTimestamp(), limit = Math.Max(Wait, 2 * (start - partner.Since) / (turn - partner.Joined + 1));
        for (int looks = 1; !Arrived(other, turn); looks++)
        {
            if (Volatile.Read(ref _broken) || Volatile.Read(ref partner.Words.First) != partner.Joined) return false;
            if (looks < Spins)
            {
                Thread.SpinWait(1);
                continue;
            }

            Thread.Yield();
            if (other != _caller || Patient || Stopwatch.GetTimestamp() - start < limit) continue;
            Volatile.Write(ref partner.Words.GaveUp, start);
            return false;
        }

        return true;
    }
}
