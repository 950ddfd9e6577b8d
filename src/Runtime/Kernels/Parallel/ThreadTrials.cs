using System.Diagnostics;

namespace LstmGen.CompilerServices;

/// <summary>
/// How many threads share the rows of short passes, or the units of their steps: as many as were fastest when last tried. Where a pass has
/// little to compute, what one thread has written and another reads costs more than sharing saves, and how much differs between processors.
/// </summary>
/// <remarks>
/// Half as many threads, or twice as many, are tried for a few passes, whose median counts; the longer the choice has held, and the slower
/// a trial was, the later the next one. A trial that loses little is soon repeated: processors that share a core for some
/// seconds, as those of a virtual machine do, gain nothing from two threads meanwhile and twice the speed thereafter. Passes that have
/// become slower are a reason to try sooner. Results do not depend on the choice.
/// </remarks>
internal sealed class ThreadTrials
{
    // Passes of a trial, before the first one, and at least and at most between the last ones.
    private const int Trial = 7, FirstWait = 8, RareWait = 64, MostWait = 4096;

    // Passes between trials for each usual pass that one loses: trials take half a percent of the time.
    private const int WaitForLoss = 200;

    // What a trial must gain.
    private const double Gain = 0.95;

    // What passes must have lost since the last trial for a next one after this part of the wait.
    private const double Slower = 1.15;
    private const int SoonerPart = 8;

    // Passes of 2 milliseconds are worth sharing.
    private static readonly long Long = Stopwatch.Frequency / 500;

    private readonly double[] _last = new double[Trial]; // ticks for each row and step
    private int _most, _threads, _tried, _used, _wait, _passes, _kind;
    private double _usual;
    private bool _up;

    /// <summary>Threads of the last pass.</summary>
    public int Used => _used;

    /// <summary>Threads of the next pass.</summary>
    /// <param name="most">Threads that there are.</param>
    /// <param name="now">Those that keep up at the moment.</param>
    public int Next(int most, int now)
    {
        if (most != _most)
            (_most, _threads, _tried, _wait, _passes, _usual) = (most, most, 0, FirstWait, 0, 0);
        return _used = Math.Min(Planned, now);
    }

    /// <summary>The pass has taken <paramref name="ticks"/> of the stopwatch.</summary>
    /// <param name="ticks">Above 0.</param>
    /// <param name="pairs">Rows times steps.</param>
    /// <param name="kind">Which phases it had: passes of different kinds are not compared.</param>
    public void Took(long ticks, long pairs, int kind)
    {
        if (_used != Planned || _most == 1) return;
        if (kind != _kind)
            (_kind, _tried, _passes, _usual) = (kind, 0, 0, 0);
        _last[_passes++ % Trial] = (double)ticks / pairs;
        if (_passes < (_tried == 0 ? _wait : Trial) && !HasSlowed()) return;
        _passes = 0;
        if (_tried != 0)
            EndTrial();
        else if (ticks > Long)
            _threads = _most;
        else
            BeginTrial();
    }

    private int Planned => _tried == 0 ? _threads : _tried;

    // Since the last trial, which knows how long passes took then.
    private bool HasSlowed() =>
        _tried == 0 && _usual > 0 && _passes % Trial == 0 && _passes >= _wait / SoonerPart && Median() > Slower * _usual;

    private void BeginTrial()
    {
        _usual = Median();
        bool up = _threads == 1 || (_up && _threads < _most);
        _tried = up ? Math.Min(2 * _threads, _most) : _threads / 2;
    }

    private void EndTrial()
    {
        double tried = Median();
        if (tried < Gain * _usual)
        {
            (_threads, _wait, _usual) = (_tried, FirstWait, tried);
        }
        else
        {
            double lost = Trial * (tried / _usual - 1);
            (_up, _wait) = (!_up, (int)Math.Min(2 * _wait, Math.Clamp(WaitForLoss * lost, RareWait, MostWait)));
        }

        _tried = 0;
    }

    private double Median()
    {
        Array.Sort(_last);
        return _last[Trial / 2];
    }
}
