using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;

namespace LstmGen.Bench.Peers.Work;

/// <summary>
/// A peer as a process: reads requests from standard input, one a line, and answers each with a line of JSON.
/// <c>open ID MODE THREADS SECONDS</c> prepares and warms up one piece of work, <c>sample SECONDS</c> times it,
/// <c>close</c> gives its memory; <c>first ID THREADS STEPS</c> times the first training steps one by one, without a warm-up. The first
/// line written says who answers.
/// </summary>
internal static class Worker
{
    /// <param name="hello">Name, version and abilities of the peer.</param>
    /// <param name="open">Prepares a piece of work for a case, a mode and a number of threads.</param>
    /// <param name="leastWarmUp">
    /// Seconds that a peer which compiles its code while it runs warms up at least; it waits until that is over, after samples too.
    /// </param>
    /// <param name="peak">What the processor could do on a number of threads at the moment: asked after each round of samples.</param>
    public static void Serve(
        object hello, Func<BenchCase, string, int, BenchItem> open, double leastWarmUp = 0, Func<int, double>? peak = null)
    {
        Dictionary<string, BenchCase> cases = GridCases.AndSamples.ToDictionary(c => c.Id);
        Sampler sampler = new();
        bool settles = leastWarmUp > 0;
        BenchItem? item = null;
        double rssBase = 0;
        long allocated = 0;
        int threads = 1;
        Answer(hello);
        while (Console.ReadLine() is { } line)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words[0])
            {
                case "open":
                    ProcessUsage.ResetPeak();
                    rssBase = ProcessUsage.ResidentMb();
                    sampler = new();
                    try
                    {
                        threads = int.Parse(words[3], CultureInfo.InvariantCulture);
                        item = open(cases[words[1]], words[2], threads);
                        double once = sampler.WarmUp(item, Math.Max(Seconds(words[4]), leastWarmUp), settles);
                        Answer(new { once_ms = once * 1e3 });
                    }
                    catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException)
                    {
                        Answer(new { error = e.Message });
                    }

                    break;
                case "sample":
                    long before = GC.GetTotalAllocatedBytes(precise: true), units = sampler.Units;
                    sampler.Take(item!, Seconds(words[1]));
                    allocated = (GC.GetTotalAllocatedBytes(precise: true) - before) / Math.Max(1, sampler.Units - units);
                    double[] taken = sampler.Milliseconds.ToArray();
                    Answer(new { t = taken, clean = sampler.Clean.ToArray(), fma_gflops = peak?.Invoke(threads) }, settles);
                    break;
                case "first":
                    try
                    {
                        Answer(
                            First(
                                open, cases[words[1]], int.Parse(words[2], CultureInfo.InvariantCulture),
                                int.Parse(words[3], CultureInfo.InvariantCulture)));
                    }
                    catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException)
                    {
                        Answer(new { error = e.Message });
                    }

                    break;
                default:
                    Answer(
                        new
                        {
                            rss_base_mb = rssBase, rss_peak_mb = ProcessUsage.PeakMb(), bytes_per_step = allocated,
                            @params = item!.Parameters,
                        });
                    item.Dispose();
                    item = null;
                    break;
            }
        }
    }

    private static object First(Func<BenchCase, string, int, BenchItem> open, BenchCase c, int threads, int steps)
    {
        long start = Stopwatch.GetTimestamp();
        using BenchItem item = open(c, "train", threads);
        double build = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        double[] taken = new double[steps];
        for (int step = 0; step < steps; step++)
        {
            long begin = Stopwatch.GetTimestamp();
            item.Run();
            taken[step] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        }

        return new { build_ms = build, step_ms = taken };
    }

    private static double Seconds(string word) => double.Parse(word, CultureInfo.InvariantCulture);

    private static void Answer(object answer, bool settles = false)
    {
        string text = JsonSerializer.Serialize(answer);
        if (settles) Sampler.Settle();
        Console.Out.WriteLine(text);
        Console.Out.Flush();
    }
}
