using System.Runtime.InteropServices;

namespace LstmGen.Training.Tests;

/// <summary>Threads that predict while something else changes the weights.</summary>
internal static class Soak
{
    /// <summary>How long one soak runs: 0.4 seconds, or what <c>LSTMGEN_SOAK_SECONDS</c> says.</summary>
    public static TimeSpan Length { get; } =
        TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_SOAK_SECONDS"), out int seconds) ? seconds : 0.4);

    /// <summary>The bits of some values, as a key.</summary>
    public static string Key(ReadOnlySpan<float> values) => Convert.ToHexString(MemoryMarshal.AsBytes(values));

    /// <summary>
    /// Runs <paramref name="change"/> on this thread while <paramref name="threads"/> threads predict until it has ended, each with a
    /// prediction of its own; counts by key what they gave.
    /// </summary>
    public static Dictionary<string, long> Run(int threads, Func<Func<string>> makePrediction, Action change)
    {
        bool stop = false;
        var counts = new Dictionary<string, long>();
        Exception? failure = null;
        Thread[] predicting = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            var own = new Dictionary<string, long>();
            try
            {
                Func<string> predict = makePrediction();
                while (!Volatile.Read(ref stop))
                {
                    string key = predict();
                    own[key] = own.GetValueOrDefault(key) + 1;
                }
            }
            catch (Exception e)
            {
                failure = e;
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
            change();
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
