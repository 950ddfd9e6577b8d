using System.Diagnostics;

namespace LstmGen.Bench.Kernels;

/// <summary>Nanoseconds of a call: the fastest of several short rounds, which a busy machine disturbs least.</summary>
internal static class Timing
{
    public static double Nanoseconds(Action action, int perRound)
    {
        // Long enough for the compiler's optimised version to arrive.
        for (long warm = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(warm).TotalMilliseconds < 200;) action();
        double best = double.MaxValue;
        for (int round = 0; round < 15; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < perRound; i++) action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / perRound);
        }
        return best;
    }

    public static void Fill(Span<float> values, int seed)
    {
        Random random = new(seed);
        foreach (ref float v in values) v = random.NextSingle() - 0.5f;
    }
}
