using System.Diagnostics;
using System.Runtime;

namespace LstmGen.Bench.Peers.Work;

/// <summary>Times a piece of work: warms it up, then takes samples of about two milliseconds each.</summary>
internal sealed class Sampler
{
    private const double SampleSeconds = 2e-3, Settled = 0.3, MostWarmUp = 4;
    private readonly double[] _milliseconds = new double[4096];
    private readonly bool[] _clean = new bool[4096];
    private int _inner = 1;

    /// <summary>Milliseconds of one unit of work, sample by sample.</summary>
    public ReadOnlySpan<double> Milliseconds => _milliseconds.AsSpan(0, Count);

    /// <summary>For each sample, whether the process kept its processors throughout.</summary>
    public ReadOnlySpan<bool> Clean => _clean.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <summary>Units of work done by all <see cref="Take"/>.</summary>
    public long Units { get; private set; }

    /// <summary>
    /// Runs for <paramref name="seconds"/> and at least twice (once where one takes a second); returns the seconds of one run.
    /// </summary>
    /// <param name="item">The work.</param>
    /// <param name="seconds">How long at least.</param>
    /// <param name="settles">
    /// Whether it runs on, for four seconds at most, until for 0.3 seconds no method has been compiled: the runtime compiles hot methods
    /// again on a thread of its own, which takes a processor from the work.
    /// </param>
    public double WarmUp(Items.BenchItem item, double seconds, bool settles)
    {
        long compiled = JitInfo.GetCompiledMethodCount(), since = Stopwatch.GetTimestamp();
        long start = Stopwatch.GetTimestamp();
        double once;
        int runs = 0;
        do
        {
            long begin = Stopwatch.GetTimestamp();
            item.Run();
            once = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            runs++;
            if (JitInfo.GetCompiledMethodCount() is long now && now != compiled)
                (compiled, since) = (now, Stopwatch.GetTimestamp());
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds || (runs < 2 && once < 1) || (settles && Compiles()));
        _inner = Math.Max(1, (int)(SampleSeconds / Math.Max(once, 1e-9)));
        return once;

        bool Compiles() =>
            Stopwatch.GetElapsedTime(since).TotalSeconds < Settled && Stopwatch.GetElapsedTime(start).TotalSeconds < MostWarmUp;
    }

    /// <summary>Waits, for a second at most, until no method has been compiled for 0.15 seconds.</summary>
    public static void Settle()
    {
        long compiled = -1, start = Stopwatch.GetTimestamp();
        while (JitInfo.GetCompiledMethodCount() is long now && now != compiled && Stopwatch.GetElapsedTime(start).TotalSeconds < 1)
        {
            compiled = now;
            Thread.Sleep(150); // longer than the 0.1 seconds after which the runtime begins
        }
    }

    /// <summary>Takes samples for <paramref name="seconds"/>, at least one.</summary>
    public void Take(Items.BenchItem item, double seconds)
    {
        Count = 0;
        long start = Stopwatch.GetTimestamp();
        do
        {
            long switches = ProcessUsage.InvoluntarySwitches();
            long begin = Stopwatch.GetTimestamp();
            for (int i = 0; i < _inner; i++)
                item.Run();
            double taken = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
            _milliseconds[Count] = taken / _inner / item.UnitsPerRun;
            _clean[Count] = ProcessUsage.InvoluntarySwitches() == switches;
            Count++;
            Units += (long)_inner * item.UnitsPerRun;
        }
        while (Count < _milliseconds.Length && Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
    }
}
