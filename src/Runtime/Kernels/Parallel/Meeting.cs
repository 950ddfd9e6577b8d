namespace LstmGen.CompilerServices;

/// <summary>
/// Where parts that run at the same time wait for one another. Each part counts its arrivals on a cache line of its own and reads the
/// others'; waiting spins, since a step of work takes microseconds.
/// </summary>
internal sealed class Meeting
{
    // Longs of 128 bytes: neighbouring lines are fetched in pairs.
    private const int Apart = 16, Spins = 4096;

    private long[] _arrivals = [];
    private int _parts;
    private bool _broken;

    /// <summary>Expects arrivals of <paramref name="parts"/> parts; called while none runs.</summary>
    public void Begin(int parts)
    {
        if (_arrivals.Length < (parts + 1) * Apart) _arrivals = new long[(parts + 1) * Apart];
        Array.Clear(_arrivals);
        _parts = parts;
        _broken = false;
    }

    /// <summary>Returns once all parts have come as often as this one; what they wrote before is seen.</summary>
    /// <exception cref="BrokenMeetingException">A part has failed and will not come.</exception>
    public void Arrive(int part)
    {
        long[] arrivals = _arrivals;
        long turn = arrivals[(part + 1) * Apart] + 1;
        Volatile.Write(ref arrivals[(part + 1) * Apart], turn);
        for (int other = 0; other < _parts; other++)
        {
            int spins = 0;
            while (Volatile.Read(ref arrivals[(other + 1) * Apart]) < turn)
            {
                if (Volatile.Read(ref _broken)) throw new BrokenMeetingException();
                if (++spins > Spins) Thread.Yield();
            }
        }
    }

    /// <summary>A part has failed: the others must not wait for it.</summary>
    public void Break() => Volatile.Write(ref _broken, true);
}
