using System.Diagnostics;

namespace LstmGen.Bench.Peers.Work;

/// <summary>Times a piece of work: warms it up, then takes samples of about two milliseconds each.</summary>
internal sealed class Sampler
{
    private const double SampleSeconds = 2e-3;
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
    public double WarmUp(Items.BenchItem item, double seconds)
    {
        long start = Stopwatch.GetTimestamp();
        double once;
        int runs = 0;
        do
        {
            long begin = Stopwatch.GetTimestamp();
            item.Run();
            once = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            runs++;
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds || (runs < 2 && once < 1));
        _inner = Math.Max(1, (int)(SampleSeconds / Math.Max(once, 1e-9)));
        return once;
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
