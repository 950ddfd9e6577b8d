using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LstmGen.Training.Tests;

/// <summary>Threads that predict while something else changes the weights.</summary>
internal static class Soak
{
    /// <summary>How long one soak runs: 0.4 seconds, or what <c>LSTMGEN_SOAK_SECONDS</c> says.</summary>
    public static TimeSpan Length { get; } = LengthOf(Environment.GetEnvironmentVariable("LSTMGEN_SOAK_SECONDS"));

    /// <summary>The length that a text says in seconds, such as 0.4; 0.4 seconds where there is none.</summary>
    public static TimeSpan LengthOf(string? seconds) =>
        TimeSpan.FromSeconds(string.IsNullOrEmpty(seconds) ? 0.4 : double.Parse(seconds, CultureInfo.InvariantCulture));

    private static TimeSpan Patience { get; } = TimeSpan.FromMinutes(1);

    /// <summary>The bits of some values, as a key.</summary>
    public static string Key(ReadOnlySpan<float> values) => Convert.ToHexString(MemoryMarshal.AsBytes(values));

    /// <summary>
    /// Runs <paramref name="change"/> on this thread while <paramref name="threads"/> threads predict until it has ended, each with a
    /// prediction of its own; counts by key what they gave. Each thread has predicted before the change begins.
    /// </summary>
    public static Dictionary<string, long> Run(int threads, Func<Func<string>> makePrediction, Action change) =>
        Run(threads, makePrediction, _ => change());

    /// <summary>
    /// The same with a change that is made again and again, with its number, for <see cref="Length"/> at least and until each of
    /// <paramref name="wanted"/> was predicted; what none predicts in a minute is missing from the counts.
    /// </summary>
    public static (int Changes, Dictionary<string, long> Counts) Alternate(
        int threads, Func<Func<string>> makePrediction, string[] wanted, Action<int> change)
    {
        int changes = 0;
        Dictionary<string, long> counts = Run(threads, makePrediction, isSeen =>
        {
            var clock = Stopwatch.StartNew();
            for (; changes < 2 || clock.Elapsed < Length || (!wanted.All(isSeen) && clock.Elapsed < Patience); changes++)
                change(changes);
        });
        return (changes, counts);
    }

    private static Dictionary<string, long> Run(int threads, Func<Func<string>> makePrediction, Action<Func<string, bool>> change)
    {
        bool stop = false;
        using var begun = new CountdownEvent(threads);
        var counts = new Dictionary<string, long>();
        var seen = new ConcurrentDictionary<string, bool>();
        Exception? failure = null;
        Thread[] predicting = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            var own = new Dictionary<string, long>();
            bool first = true;
            try
            {
                Func<string> predict = makePrediction();
                while (!Volatile.Read(ref stop))
                {
                    string key = predict();
                    if (own.TryAdd(key, 0))
                        seen.TryAdd(key, true);
                    own[key]++;
                    if (first)
                        begun.Signal();
                    first = false;
                }
            }
            catch (Exception e)
            {
                failure = e;
                if (first)
                    begun.Signal();
            }

            lock (counts)
            {
                foreach ((string key, long count) in own)
                    counts[key] = counts.GetValueOrDefault(key) + count;
            }
        }))];
        foreach (Thread thread in predicting)
            thread.Start();
        try
        {
            begun.Wait();
            change(seen.ContainsKey);
        }
        finally
        {
            Volatile.Write(ref stop, true);
            foreach (Thread thread in predicting)
                thread.Join();
        }

        return failure is null ? counts : throw new InvalidOperationException("A prediction failed.", failure);
    }
}
