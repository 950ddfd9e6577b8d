using System.Diagnostics;
using System.Runtime;

namespace LstmGen.CompilerServices;

/// <summary>
/// For how long nothing is shared with a thread that was waited for in vain. Waits may take a tenth of the time at most: what a wait has
/// cost is paid by the time for which work was shared before it, and what is left of it by a pause. Where the next try fails too the pause
/// doubles; it halves with every <see cref="Calm"/> of shared work without a loss.
/// </summary>
/// <remarks>
/// A thread that has to divide its processor with another is stopped every few milliseconds, so that its pauses grow to
/// <see cref="Most"/>. On a machine that is free but for short interruptions, as every machine has them, the shared work between two of
/// them pays for the next.
/// </remarks>
internal sealed class Backoff
{
    private const int TimesTheLoss = 10;
    private static readonly long Least = Stopwatch.Frequency / 5_000, Most = Stopwatch.Frequency / 2,
        MostCredit = Stopwatch.Frequency / 10;
    private static readonly long Calm = Stopwatch.Frequency / 40;

    private static long s_compiled; // methods, at the last loss of any thread

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
        _credit = Math.Min(_credit + ticks, MostCredit);
        _kept += ticks;
        for (; _kept >= Calm; _kept -= Calm)
            _length = _length / 2 < Least ? 0 : _length / 2;
    }

    /// <summary>
    /// A wait has cost <paramref name="ticks"/> of the stopwatch for nothing. It does not count where code was compiled since the last one:
    /// a thread that compiles, or waits for what another one compiles, is late once.
    /// </summary>
    public void Lost(long ticks)
    {
        long compiled = JitInfo.GetCompiledMethodCount();
        if (Interlocked.Exchange(ref s_compiled, compiled) == compiled)
            Lost(ticks, Stopwatch.GetTimestamp());
    }

    internal void Lost(long ticks, long now)
    {
        lock (_gate)
        {
            long owed = TimesTheLoss * ticks - _credit, most = Math.Max(Most, 10 * ticks);
            _credit = Math.Max(0, -owed);
            if (owed <= 0)
                return;
            _kept = 0;
            bool again = !ActiveAt(now); // else it is the same loss, seen twice
            long length = Math.Clamp(owed, Least, most);
            if (again)
                length = _length = Math.Clamp(2 * _length, length, most);
            Volatile.Write(ref _until, Math.Max(_until, now + length));
        }
    }
}
