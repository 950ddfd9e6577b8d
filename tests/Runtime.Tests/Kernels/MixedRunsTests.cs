using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>
/// Runs of parts and runs of threads that meet, one after another, as a training step has them, beside busy threads: a thread may stand
/// still at any place in its own text. LSTMGEN_SOAK sets the number of pools for a longer run.
/// </summary>
public sealed class MixedRunsTests
{
    // After some failed tries a pool shares nothing for a while; so each has few runs.
    private const int RoundsOfAPool = 100;

    [Theory, InlineData(2)]
    public void Each_part_and_each_share_is_computed_once(int threads)
    {
        int pools = int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_SOAK"), out int wished) ? wished : 200;
        using BusyThreads busy = new(2);
        int together = 0;
        for (int number = 0; number < pools; number++)
        {
            using WorkerPool pool = new(threads);
            Parts parts = new();
            Shares shares = new(pool);
            for (int round = 0; round < RoundsOfAPool; round++)
            {
                parts.Counts.AsSpan().Clear();
                pool.Run(parts, Parts.Phase, 2);
                Assert.True(parts.Counts is [1, 1], $"pool {number}, round {round}: {parts.Counts[0]} {parts.Counts[1]}");
                Assert.Equal(0, parts.Faults);
                shares.Counts.AsSpan().Clear();
                if (!pool.RunTogether(shares, Shares.Phase, 2)) continue;
                together++;
                Assert.True(shares.Counts.All(count => count == 1), $"pool {number}, round {round}: {string.Join(' ', shares.Counts)}");
                Assert.Equal(0, shares.Faults);
            }
        }

        Assert.True(together > 0 || Environment.ProcessorCount == 1, "no run was shared");
    }

    private sealed class BusyThreads : IDisposable
    {
        private volatile bool _stop;

        public BusyThreads(int count)
        {
            for (int i = 0; i < count; i++)
                new Thread(() => { while (!_stop) { } }) { IsBackground = true }.Start();
        }

        public void Dispose() => _stop = true;
    }

    private sealed class Parts : IParallelWork
    {
        public const int Phase = 7;
        public readonly int[] Counts = new int[2];
        public int Faults;

        public void Run(int phase, int part)
        {
            if (phase != Phase) Interlocked.Increment(ref Faults);
            Thread.SpinWait(20);
            Interlocked.Increment(ref Counts[part]);
        }
    }

    private sealed class Shares(WorkerPool pool) : IParallelWork
    {
        public const int Phase = 9;
        private const int Turns = 4;
        public readonly int[] Counts = new int[Turns * 2];
        public int Faults;

        public void Run(int phase, int part)
        {
            if (phase != Phase) Interlocked.Increment(ref Faults);
            for (int turn = 0; turn < Turns; turn++)
            {
                for (int share = pool.FirstShare(part); share != Meeting.Over; share = pool.NextShare(part, share))
                {
                    if (share == Meeting.Left) return;
                    if (turn > 0 && !IsWhole(turn - 1)) Interlocked.Increment(ref Faults);
                    Thread.SpinWait(10);
                    Interlocked.Increment(ref Counts[turn * 2 + share]);
                }
            }
        }

        private bool IsWhole(int turn) => Volatile.Read(ref Counts[turn * 2]) == 1 && Volatile.Read(ref Counts[turn * 2 + 1]) == 1;
    }
}
