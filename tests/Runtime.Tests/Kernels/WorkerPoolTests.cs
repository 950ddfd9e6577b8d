using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

public sealed class WorkerPoolTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(5)]
    public void Every_part_of_every_run_runs_exactly_once(int threads)
    {
        using WorkerPool pool = new(threads);
        Counter work = new(40);
        for (int run = 0; run < 3000; run++)
        {
            int parts = run % 41;
            pool.Run(work, run, parts);
            for (int part = 0; part < parts; part++)
            {
                Assert.Equal(1, work.Runs[part]);
                Assert.Equal(run, work.Phases[part]);
            }
            Array.Clear(work.Runs);
        }
    }

    [Fact]
    public void The_shared_pool_stays_when_it_is_disposed_of()
    {
        Assert.True(WorkerPool.Shared.Lasts);
        WorkerPool lasting = new(2) { Lasts = true }, other = new(2);
        lasting.Dispose();
        other.Dispose();
        Counter work = new(4);
        lasting.Run(work, 1, 4);
        Assert.All(work.Runs, runs => Assert.Equal(1, runs));
        Assert.Throws<ObjectDisposedException>(() => other.Run(work, 1, 4));
    }

    [Fact]
    public void Threads_wake_up_after_they_have_slept()
    {
        using WorkerPool pool = new(3);
        Counter work = new(8);
        for (int run = 0; run < 5; run++)
        {
            pool.Run(work, run, 8);
            Assert.All(work.Runs, r => Assert.Equal(run + 1, r));
            Thread.Sleep(5);
        }
    }

    [Fact]
    public void Changing_the_number_of_threads_loses_no_part()
    {
        using WorkerPool pool = new(1);
        Counter work = new(16);
        for (int run = 0; run < 500; run++)
        {
            pool.Threads = 1 + run % 4;
            pool.Run(work, run, 16);
        }
        Assert.All(work.Runs, r => Assert.Equal(500, r));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Threads = 0);
    }

    [Fact]
    public void The_first_failing_part_is_reported_after_all_have_ended()
    {
        foreach (int threads in (int[])[1, 3])
        {
            using WorkerPool pool = new(threads);
            Failing work = new();
            for (int run = 1; run <= 50; run++)
            {
                FormatException e = Assert.Throws<FormatException>(() => pool.Run(work, 0, 12));
                Assert.Equal("part 3", e.Message);
                Assert.Equal(run * 12, work.Ended);
            }
            Counter after = new(12);
            pool.Run(after, 1, 12);
            Assert.All(after.Runs, r => Assert.Equal(1, r));
        }
    }

    [Fact]
    public void A_run_inside_a_part_completes()
    {
        using WorkerPool pool = new(3);
        Nested work = new(pool);
        pool.Run(work, 0, 6);
        Assert.All(work.Inner, c => Assert.All(c.Runs, r => Assert.Equal(1, r)));
    }

    [Fact]
    public void Many_callers_share_a_pool()
    {
        using WorkerPool pool = new(2);
        Counter[] work = [.. Enumerable.Range(0, 4).Select(_ => new Counter(9))];
        Thread[] callers = [.. work.Select(w => new Thread(() => { for (int run = 0; run < 500; run++) pool.Run(w, run, 9); }))];
        foreach (Thread caller in callers) caller.Start();
        foreach (Thread caller in callers) caller.Join();
        Assert.All(work, w => Assert.All(w.Runs, r => Assert.Equal(500, r)));
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        using WorkerPool pool = new(2);
        Counter work = new(8);
        for (int run = 0; run < 10; run++) pool.Run(work, 0, 8);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int run = 0; run < 10; run++) pool.Run(work, 0, 8);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Parts_that_run_together_meet_after_every_step()
    {
        using WorkerPool pool = new(2);
        Relay work = new(pool, 2, failing: -1);
        for (int run = 0; run < 20; run++)
        {
            Array.Clear(work.Steps);
            RunSoon(pool, work);
            Assert.All(work.Steps, steps => Assert.Equal(Relay.Length, steps));
        }
    }

    [Fact]
    public void A_thread_begins_with_the_same_part_in_every_run()
    {
        using WorkerPool pool = new(2);
        Relay work = new(pool, 2, failing: -1);
        for (int run = 0; run < 20; run++)
        {
            RunSoon(pool, work);
            Assert.Equal(Environment.CurrentManagedThreadId, work.Threads[0]);
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_part_that_fails_lets_go_those_that_wait_for_it(bool patient)
    {
        using WorkerPool pool = new(2) { Patient = patient };
        for (int failing = 0; failing < 2; failing++)
        {
            Relay work = new(pool, 2, failing);
            Assert.Equal($"share {failing}", Assert.Throws<FormatException>(() => RunSoon(pool, work)).Message);
        }

        Relay after = new(pool, 2, failing: -1);
        RunSoon(pool, after);
        Assert.All(after.Steps, steps => Assert.Equal(Relay.Length, steps));
    }

    // On a busy machine the other thread may have been left out for a while.
    private static void RunSoon(WorkerPool pool, IParallelWork work)
    {
        while (!pool.RunTogether(work, 0, 2)) Thread.Sleep(1);
    }

    [Fact]
    public void Parts_do_not_run_together_where_threads_are_missing()
    {
        using WorkerPool pool = new(2);
        Relay work = new(pool, 3, failing: -1);
        Assert.False(pool.RunTogether(work, 0, 3));
        Inside inside = new(pool, work);
        pool.Run(inside, 0, 2);
        Assert.False(inside.Ran);
        Assert.All(work.Steps, steps => Assert.Equal(0, steps));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.RunTogether(work, 0, 1));
    }

    [Fact]
    public void A_run_has_a_limit_of_parts()
    {
        using WorkerPool pool = new(2);
        Counter work = new(65_535);
        pool.Run(work, 0, 65_535);
        Assert.All(work.Runs, r => Assert.Equal(1, r));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Run(work, 0, 65_536));
    }

    private sealed class Counter(int parts) : IParallelWork
    {
        public readonly int[] Runs = new int[parts];
        public readonly int[] Phases = new int[parts];

        public void Run(int phase, int part)
        {
            Interlocked.Increment(ref Runs[part]);
            Phases[part] = phase;
        }
    }

    /// <summary>Each share sees that all shares of the step before have been computed.</summary>
    private sealed class Relay(WorkerPool pool, int parts, int failing) : IParallelWork
    {
        public const int Length = 100;
        public readonly int[] Steps = new int[parts];
        public readonly int[] Threads = new int[parts];

        public void Run(int phase, int part)
        {
            Threads[part] = Environment.CurrentManagedThreadId;
            for (int step = 1; step <= Length; step++)
            {
                for (int share = pool.FirstShare(part); share != Meeting.Over; share = pool.NextShare(part, share))
                {
                    if (share == Meeting.Left) return;
                    if (share == failing && step == 7) throw new FormatException($"share {share}");
                    for (int other = 0; other < parts; other++)
                        if (Steps[other] < step - 1) throw new InvalidOperationException($"share {other} is at {Steps[other]} of {step}");
                    Steps[share] = step;
                }
            }
        }
    }

    private sealed class Inside(WorkerPool pool, IParallelWork work) : IParallelWork
    {
        public bool Ran;

        public void Run(int phase, int part) => Ran |= pool.RunTogether(work, 0, 2);
    }

    private sealed class Failing : IParallelWork
    {
        public int Ended;

        public void Run(int phase, int part)
        {
            Interlocked.Increment(ref Ended);
            if (part % 4 == 3) throw new FormatException($"part {part}");
        }
    }

    private sealed class Nested(WorkerPool pool) : IParallelWork
    {
        public readonly Counter[] Inner = [.. Enumerable.Range(0, 6).Select(_ => new Counter(5))];

        public void Run(int phase, int part) => pool.Run(Inner[part], 1, 5);
    }
}
