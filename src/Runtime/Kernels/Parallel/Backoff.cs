using System.Diagnostics;

namespace LstmGen.CompilerServices;

/// <summary>
/// For how long nothing is shared with a thread that was waited for in vain. Waits may take a thirtieth of the time at most: what a wait has cost
/// is made up for by the time for which work was shared before it, and what is left of it by a pause. Where the next try fails too the pause doubles; a
/// thread that has kept up as long as its pause was starts afresh.
/// </summary>
internal sealed class Backoff
{
    private const int TimesTheLoss = 30;
    private static readonly long s_least = Stopwatch.Frequency / 5_000, s_most = Stopwatch.Frequency, s_mostCredit = Stopwatch.Frequency / 10;

    private readonly Lock _gate = new();
    private long _until, _length, _credit, _kept;

    /// <summary>When the pause ends, by the stopwatch; 0 before the first.</summary>
    public long Until => Volatile.Read(ref _until);

    /// <summary>Whether the pause is still running.</summary>
    public bool Active => Until != 0 && ActiveAt(Stopwatch.GetTimestamp());

    /// <summary>Whether it is at <paramref name="now"/>.</summary>
    public bool ActiveAt(long now) => Until is not 0 and long until && now < until;

    /// <summary>Work was shared for <paramref name="ticks"/> of the stopwatch; called by the thread that counts on this one.</summary>
    public void Earn(long ticks)
    {
        _credit = Math.Min(_credit + ticks, s_mostCredit);
        _kept += ticks;
        if (_kept >= _length)
            _length = 0;
    }

    /// <summary>A wait has cost <paramref name="ticks"/> of the stopwatch for nothing.</summary>
    public void Lost(long ticks) => Lost(ticks, Stopwatch.GetTimestamp());

    internal void Lost(long ticks, long now)
    {
        lock (_gate)
        {
            long owed = TimesTheLoss * ticks - _credit, most = Math.Max(s_most, 10 * ticks);
            _credit = Math.Max(0, -owed);
            if (owed <= 0)
                return;
            _kept = 0;
            bool again = !ActiveAt(now); // else it is the same loss, seen twice
            long length = Math.Clamp(owed, s_least, most);
            if (again)
                length = _length = Math.Clamp(2 * _length, length, most);
            Volatile.Write(ref _until, Math.Max(_until, now + length));
        }
    }
}
