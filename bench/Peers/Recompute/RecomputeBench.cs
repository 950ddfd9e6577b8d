using System.Diagnostics;
using System.Globalization;
using LstmGen.Bench.Peers.Models;
using LstmGen.Bench.Peers.Suite;

namespace LstmGen.Bench.Peers.Recompute;

/// <summary>
/// Training on long sequences in segments that are computed once more, beside the same with all activations kept, in turn.
/// </summary>
internal static class RecomputeBench
{
    private const string Steps = "--steps", Segments = "--segments", Batch = "--batch", Threads = "--threads", Rounds = "--rounds";

    private const int Batches = 3; // of a training; the first one is not timed

    private const double SecondsPerTurn = 0.3; // short trainings have several turns in a round

    public static void Run(string[] args)
    {
        Options options = new(args, Steps, Segments, Batch, Threads, Rounds);
        int steps = (int)options.Number(Steps, 10_000), rounds = (int)options.Number(Rounds, 5);
        int?[] segments = [null,
            .. options.List(Segments, "100,500,2000").Select(text => (int?)int.Parse(text, CultureInfo.InvariantCulture))];
        foreach (string threads in options.List(Threads, "1,2"))
        foreach (string batch in options.List(Batch, "1,8"))
        {
            WorkerPool.Shared.Threads = int.Parse(threads, CultureInfo.InvariantCulture);
            int rows = int.Parse(batch, CultureInfo.InvariantCulture);
            Measure("LSTM of 32 units", () => new RawLstm32(1), 32, steps, rows, threads, segments, rounds);
            Measure("LSTM of 128 units", () => new RawLstm128(1), 128, steps, rows, threads, segments, rounds);
            Measure("GRU of 64 units", () => new RawGru64(1), 64, steps, rows, threads, segments, rounds);
        }
    }

    private static void Measure(
        string name, Func<IRecurrentModel> create, int width, int steps, int rows, string threads, int?[] segments, int rounds)
    {
        SequenceSet set = Data(width, steps, rows);
        long[] bytes = new long[segments.Length];
        List<double>[] times = [.. segments.Select(_ => new List<double>())], ratios = [.. segments.Select(_ => new List<double>())];
        for (int round = -1; round < rounds; round++) // the first round warms up
        {
            for (int i = 0; i < segments.Length; i++)
            {
                List<double> seconds = [];
                while (seconds.Sum() < SecondsPerTurn)
                    bytes[i] = Train(create(), set, rows, segments[i], seconds);
                if (round < 0)
                    continue;
                times[i].Add(Median(seconds));
                ratios[i].Add(times[i][^1] / times[0][^1]);
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}, T={steps}, B={rows}, {threads} threads: {bytes[0] / 1e6:0.0} MB, {Median(times[0]) * 1e3:0.0} ms a training step"));
        for (int i = 1; i < segments.Length; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"    segments of {segments[i]}: {bytes[i] / 1e6:0.0} MB, 1/{bytes[0] / (double)bytes[i]:0.0} of it; "
                + $"{Median(times[i]) * 1e3:0.0} ms, {Median(ratios[i]):0.00} times in the median round ({ratios[i].Min():0.00} to "
                + $"{ratios[i].Max():0.00})"));
        }
    }

    private static SequenceSet Data(int width, int steps, int rows)
    {
        var random = new Random(1);
        float[] Values() => [.. Enumerable.Range(0, steps * width).Select(_ => (random.NextSingle() * 2) - 1)];
        float[][] inputs = [.. Enumerable.Range(0, rows * Batches).Select(_ => Values())];
        return SequenceSet.FromFeatures(inputs, width).WithStepValues([.. inputs.SelectMany(row => row)], width);
    }

    // Bytes that the training allocates: the workspace above all.
    private static long Train(IRecurrentModel model, SequenceSet set, int rows, int? segments, List<double> seconds)
    {
        var clock = new Clock(seconds);
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Fit(set, new FitOptions
        {
            Epochs = 1, BatchSize = rows, Shuffle = false, Optimizer = new Adam(1e-3), ClipNorm = 1, RecomputedSteps = segments,
            Callbacks = [clock],
        });
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed class Clock(List<double> seconds) : LstmGen.Training.TrainingCallback
    {
        private long _last;

        public override void OnBatchEnd(LstmGen.Training.TrainingContext context)
        {
            if (context.Batch > 1)
                seconds.Add(Stopwatch.GetElapsedTime(_last).TotalSeconds);
            _last = Stopwatch.GetTimestamp();
        }
    }
}
