using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LstmGen.Training;

namespace LstmGen.Bench.Kernels;

/// <summary>What reading weights costs a step: threads that each read a block of their own there and back, and do nothing else.</summary>
internal static unsafe class ReadBench
{
    private const double Seconds = 0.5;

    public static void Run()
    {
        foreach (int kilobytes in (int[])[32, 64, 128, 256, 512, 1024, 1536, 2048, 4096, 8192])
        {
            Console.Write($"read {kilobytes,5} KB a thread:");
            for (int threads = 1; threads <= Environment.ProcessorCount && threads <= 2; threads++)
                Console.Write($"  {threads} thread{(threads > 1 ? "s" : "")} {Microseconds(kilobytes, threads),7:f2} us");
            Console.WriteLine();
        }
    }

    private static double Microseconds(int kilobytes, int threads)
    {
        double[] medians = new double[threads];
        using Barrier start = new(threads);
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(i => new Thread(() => medians[i] = Median(kilobytes * 256, start)))];
        foreach (Thread worker in workers)
            worker.Start();
        foreach (Thread worker in workers)
            worker.Join();
        return medians.Average();
    }

    private static double Median(int length, Barrier start)
    {
        AlignedBuffer block = new(length);
        block.Span.Fill(1); // pages never written are all the same page
        List<double> times = [];
        int passes = Math.Max(4, (1 << 21) / length);
        start.SignalAndWait();
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < Seconds)
        {
            long from = Stopwatch.GetTimestamp();
            for (int pass = 0; pass < passes; pass++)
            {
                if (Vector512.IsHardwareAccelerated)
                    Sum(block.Span[..length], backwards: pass % 2 == 1);
                else
                    SumNarrow(block.Span[..length], backwards: pass % 2 == 1);
            }

            times.Add(Stopwatch.GetElapsedTime(from).TotalMicroseconds / passes);
        }

        times.Sort();
        return times[times.Count / 2];
    }

    // Inlined, the loop would be left out: nobody wants its sum.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Sum(ReadOnlySpan<float> values, bool backwards)
    {
        const int Turn = 128;
        fixed (float* origin = values)
        {
            Vector512<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
            int step = backwards ? -Turn : Turn;
            float* from = backwards ? origin + values.Length - Turn : origin;
            for (int left = values.Length; left > 0; left -= Turn, from += step)
            {
                a += Vector512.Load(from);
                b += Vector512.Load(from + 16);
                c += Vector512.Load(from + 32);
                d += Vector512.Load(from + 48);
                e += Vector512.Load(from + 64);
                f += Vector512.Load(from + 80);
                g += Vector512.Load(from + 96);
                h += Vector512.Load(from + 112);
            }

            return Vector512.Sum(a + b + c + d + e + f + g + h);
        }
    }

    // The same for processors without vectors of 512 bits, which would be made of two and not fit the registers. One loop over the
    // library's lanes took twice as long for 32 KB: it would measure itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float SumNarrow(ReadOnlySpan<float> values, bool backwards)
    {
        const int Turn = 64;
        fixed (float* origin = values)
        {
            Vector256<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
            int step = backwards ? -Turn : Turn;
            float* from = backwards ? origin + values.Length - Turn : origin;
            for (int left = values.Length; left > 0; left -= Turn, from += step)
            {
                a += Vector256.Load(from);
                b += Vector256.Load(from + 8);
                c += Vector256.Load(from + 16);
                d += Vector256.Load(from + 24);
                e += Vector256.Load(from + 32);
                f += Vector256.Load(from + 40);
                g += Vector256.Load(from + 48);
                h += Vector256.Load(from + 56);
            }

            return Vector256.Sum(a + b + c + d + e + f + g + h);
        }
    }
}
