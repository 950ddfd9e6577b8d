using System.Diagnostics;

namespace LstmGen.CompilerServices;

/// <summary>
/// Where threads meet that compute one step after another together, each a share of every step. The caller depends on nobody: shares
/// whose thread does not run are computed by the caller, and a thread that comes later joins at the next turn.
/// </summary>
/// <remarks>
/// A turn is what is computed between two meetings. Before a thread touches anything in a turn it says so
/// (<see cref="PartnerWords.Progress"/> becomes odd) and then looks whether it still takes part (<see cref="PartnerWords.First"/>). The
/// caller sends a thread away in the opposite order: it clears First, makes that seen by all processors, and looks at Progress. So either
/// the caller sees that the thread has begun, and waits for this one share, or the thread sees that it was sent away, and leaves without
/// touching anything, whenever it runs again. No atomic operation is needed where all threads run.
/// </remarks>
internal sealed partial class Meeting
{
    /// <summary>All shares of the turn are computed.</summary>
    public const int Over = -1;

    /// <summary>The thread has left the run: what the run works on must not be touched any more.</summary>
    public const int Left = -2;

    // Looks without a clock in between, some microseconds.
    private const int Looks = 2048;

    private readonly Partner _caller = new();
    private readonly object _gate = new();
    private Partner[] _members = [];
    private int _parts, _out;
    private long _ticket, _turn, _first, _began, _stalls;
    private bool _broken, _callerSleeps;

    /// <summary>
    /// Whether threads are waited for however long it takes, and nothing is done in their place: for tests of what they compute.
    /// </summary>
    public bool Patient { get; set; }

    /// <summary>Called by a thread of the pool at each meeting; for tests, which hold it up.</summary>
    public Action<Partner>? AtMeeting { get; set; }

    /// <summary>
    /// Prepares a run of one share for the caller and one for each partner; called before <paramref name="ticket"/> and the work are
    /// published. Nobody takes part before <see cref="Open"/>.
    /// </summary>
    public void Begin(ReadOnlySpan<Partner> partners, long ticket)
    {
        if (_members.Length <= partners.Length) _members = new Partner[partners.Length + 1];
        _members[0] = _caller;
        (_parts, _out, _broken) = (partners.Length + 1, 0, false);
        (_first, _began, _stalls) = (_turn + 1, Stopwatch.GetTimestamp(), 0);
        for (int share = 1; share < _parts; share++)
        {
            Partner partner = _members[share] = partners[share - 1];
            partner.Share = share;
            partner.In = Patient || !partner.Asleep;
            partner.Granted = _first;
            if (!partner.In)
                _out++;
        }

        Volatile.Write(ref _ticket, ticket);
    }

    /// <summary>
    /// Lets the partners in; called after the work is published: a thread that still wishes to join the run before looks at nothing else.
    /// </summary>
    public void Open()
    {
        for (int share = 1; share < _parts; share++)
        {
            if (_members[share].In)
                Volatile.Write(ref _members[share].Words.First, _first);
        }
    }

    /// <summary>Returns once no other thread touches what the run works on.</summary>
    public void End()
    {
        Volatile.Write(ref _ticket, 0);
        long shared = Stopwatch.GetTimestamp() - _began - _stalls;
        for (int share = 1; share < _parts; share++)
        {
            Partner partner = _members[share];
            if (partner.In)
            {
                partner.Pause.Earn(shared);
                AwaitLeave(partner);
            }

            Volatile.Write(ref partner.Words.First, 0);
            partner.In = false;
        }

        _turn++; // a thread may have begun a turn that there was not
    }

    /// <summary>A share has failed: the others must not wait for it.</summary>
    public void Break()
    {
        Volatile.Write(ref _broken, true);
        WakeCaller();
    }

    /// <summary>
    /// The share with which <paramref name="part"/> begins a turn, or <see cref="Over"/> where the turn was over before it came.
    /// </summary>
    public int FirstShare(int part)
    {
        if (part == 0) return 0;
        Partner partner = _members[part];
        if (partner.Missed == 0) return part;
        partner.Missed--;
        return Over;
    }

    /// <summary>
    /// What <paramref name="part"/> does after it has computed <paramref name="share"/>: another share of the turn, the next turn
    /// (<see cref="Over"/>: what all have written is seen), or nothing more (<see cref="Left"/>).
    /// </summary>
    /// <exception cref="BrokenMeetingException">Another share has failed.</exception>
    public int NextShare(int part, int share) => part == 0 ? NextOfCaller(share) : NextOf(_members[part]);

    private static bool Arrived(Partner partner, long turn) =>
        Volatile.Read(ref partner.Words.Progress) >= 2 * turn || Volatile.Read(ref partner.Words.Covered) >= turn;
}
