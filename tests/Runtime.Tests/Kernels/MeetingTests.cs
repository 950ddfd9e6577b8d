using System.Diagnostics;
using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>
/// Threads that compute the shares of each step together. What went wrong: where a processor was not free, every step waited for a thread
/// that did not run, and a prediction took 250 times as long. LSTMGEN_SOAK sets the number of runs beside busy threads, in tens.
/// </summary>
public sealed class MeetingTests
{
    private static readonly TimeSpan MostOfALoop = TimeSpan.FromSeconds(10);

    private static int LateRuns => int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_SOAK"), out int wished) ? 10 * wished : 1500;

    [Theory, InlineData(2), InlineData(3), InlineData(5)]
    public void Every_share_is_computed_once_and_after_the_step_before(int parts)
    {
        using WorkerPool pool = new(parts) { Patient = true };
        Steps work = new(pool, parts);
        for (int run = 0; run < 3; run++)
        {
            work.Clear();
            Assert.True(pool.RunTogether(work, 0, parts));
            work.Check();
        }

        Assert.Equal(parts, work.Threads.Count);
    }

    [Fact]
    public void Threads_that_come_and_go_as_the_machine_lets_them_change_no_result()
    {
        using WorkerPool pool = new(2);
        Steps work = new(pool, 2, spin: 20);
        using (new BusyThread())
        {
            for (int run = 0; run < 300; run++)
            {
                work.Clear();
                while (!pool.RunTogether(work, 0, 2)) Thread.Sleep(1);
                work.Check();
            }
        }
    }

    // A thread that still wished to join the run before joined the next one before its work was published, and ran the work before.
    [Fact]
    public void A_thread_that_comes_late_runs_the_work_of_the_run_at_hand()
    {
        using WorkerPool pool = new(2);
        Steps[] works = [new(pool, 2, spin: 5) { Phase = 0 }, new(pool, 2, spin: 5) { Phase = 1 }];
        using (new BusyThread())
        using (new BusyThread())
        {
            // On a free machine they take seconds; beside other work each may take long.
            var watch = Stopwatch.StartNew();
            for (int run = 0; run < LateRuns && (run < 200 || watch.Elapsed < MostOfALoop); run++)
            {
                Steps work = works[run & 1];
                work.Clear();
                while (!pool.RunTogether(work, work.Phase, 2)) Thread.Sleep(1);
                work.Check();
                works[1 - (run & 1)].CheckUntouched();
            }
        }
    }

    // A thread that slept when the run began asked to be let in for 5 milliseconds, and slept again where a step took longer.
    [Fact]
    public void A_thread_that_sleeps_when_long_steps_begin_takes_part_all_the_same()
    {
        using WorkerPool pool = new(2);
        Steps work = new(pool, 2) { Takes = 8 };
        Assert.True(pool.RunTogether(work, 0, 2));
        work.Check();
        Assert.Equal(2, work.Threads.Count);
    }

    // A thread that the system has taken off its processor between two steps is not waited for: all is computed while it is held.
    [Fact]
    public void A_thread_held_up_at_a_meeting_does_not_hold_up_the_others()
    {
        using WorkerPool pool = new(2) { Patient = true };
        Steps work = new(pool, 2);
        Assert.True(pool.RunTogether(work, 0, 2)); // the thread is there
        using Holding held = new(pool, skip: 5);
        pool.Patient = false;
        // What was shared before pays for the first waits; then it is left out for a while,
        RunUntil(() => held.Thread is { Pause.Until: not 0 });
        Assert.True(held.Holds); // and is still held, so that nothing has waited for it
        long pause = held.Thread!.Pause.Until;

        RunUntil(() => held.Thread.Pause.Until > pause); // and tried again, in vain
        Assert.True(held.Holds);

        held.LetGo();
        pool.Patient = true;
        RunUntil(() => work.Threads.Count == 2);

        void RunUntil(Func<bool> done)
        {
            do
            {
                work.Clear();
                while (!pool.RunTogether(work, 0, 2)) Thread.Sleep(1);
                work.Check();
            }
            while (!done());
        }
    }

    // Held in the middle of a share it must be waited for, once; it is left out afterwards.
    [Fact]
    public void A_thread_held_up_in_its_share_is_waited_for_and_then_left_out()
    {
        using WorkerPool pool = new(2) { Patient = true };
        Steps work = new(pool, 2);
        Assert.True(pool.RunTogether(work, 0, 2));
        pool.Patient = false;
        work.Pause = 50;
        // A garbage collection of another test excuses a late share, so that one may not be enough.
        for (int run = 0; run < 100_000 && pool.ThreadsNow == 2; run++)
        {
            work.Clear();
            work.Paused = 0;
            Assert.True(pool.RunTogether(work, 0, 2) || pool.ThreadsNow == 1);
            work.Check();
        }

        Assert.Equal(1, pool.ThreadsNow);
        Assert.False(pool.RunTogether(work, 0, 2));
    }

    [Fact]
    public void A_part_that_takes_much_longer_on_another_thread_makes_a_pause()
    {
        using WorkerPool pool = new(2);
        int caller = Environment.CurrentManagedThreadId;
        Sleeper work = new(caller);
        // A garbage collection of another test excuses a long part, so that one may not be enough.
        for (int run = 0; run < 100_000 && pool.ThreadsNow == 2; run++)
            pool.Run(work, 0, 2);
        Assert.Equal(1, pool.ThreadsNow);
        pool.Run(work, 1, 2);
        Assert.Equal([caller, caller], work.Threads);
    }

    [Fact]
    public void A_run_of_shares_allocates_nothing()
    {
        using WorkerPool pool = new(2);
        Steps work = new(pool, 2);
        for (int run = 0; run < 10; run++) pool.RunTogether(work, 0, 2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int run = 0; run < 10; run++) pool.RunTogether(work, 0, 2);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>Holds the pool's thread at a meeting.</summary>
    private sealed class Holding : IDisposable
    {
        private readonly ManualResetEventSlim _go = new();
        private int _skip;
        private volatile bool _holds;
        private volatile Partner? _thread;

        public Holding(WorkerPool pool, int skip)
        {
            _skip = skip;
            pool.AtMeeting = thread =>
            {
                if (Interlocked.Decrement(ref _skip) != 0) return;
                _holds = true;
                _thread = thread;
                _go.Wait();
                _holds = false;
            };
        }

        public bool Holds => _holds;

        /// <summary>The thread, once it is held.</summary>
        public Partner? Thread => _thread;

        public void LetGo() => _go.Set();

        public void Dispose() => _go.Set();
    }

    private sealed class BusyThread : IDisposable
    {
        private volatile bool _stop;

        public BusyThread() => new Thread(() => { while (!_stop) { } }) { IsBackground = true }.Start();

        public void Dispose() => _stop = true;
    }

    private sealed class Sleeper(int caller) : IParallelWork
    {
        public readonly int[] Threads = new int[2];

        public void Run(int phase, int part)
        {
            Threads[part] = Environment.CurrentManagedThreadId;
            if (phase > 0) return;
            if (Threads[part] == caller)
            {
                Thread.SpinWait(2000);
                return;
            }

            Thread.Sleep(50);
        }
    }

    /// <summary>Counts who computed which share, and whether all shares of the step before were computed by then.</summary>
    private sealed class Steps(WorkerPool pool, int parts, int spin = 0) : IParallelWork
    {
        private const int Length = 40;

        private readonly int _caller = Environment.CurrentManagedThreadId;
        private readonly int[] _threads = new int[Length * parts], _counts = new int[Length * parts];
        private int _faults;
        private int[]? _checked;

        /// <summary>Milliseconds that another thread than the caller sleeps in a share, once.</summary>
        public int Pause;
        public int Paused;

        /// <summary>Milliseconds that a share takes.</summary>
        public int Takes;

        /// <summary>What the pool must hand to the work.</summary>
        public int Phase;

        public HashSet<int> Threads => [.. _threads];

        /// <summary>Nobody has computed anything since the last check.</summary>
        public void CheckUntouched() => Assert.True(_checked is null || _counts.AsSpan().SequenceEqual(_checked));

        public void Clear()
        {
            Array.Clear(_threads);
            Array.Clear(_counts);
        }

        public void Check()
        {
            Assert.All(_counts, count => Assert.Equal(1, count));
            Assert.Equal(0, _faults);
            _checked = [.. _counts];
        }

        public void Run(int phase, int part)
        {
            if (phase != Phase) Interlocked.Increment(ref _faults);
            for (int step = 0; step < Length; step++)
            {
                for (int share = pool.FirstShare(part); share != Meeting.Over; share = pool.NextShare(part, share))
                {
                    if (share == Meeting.Left) return;
                    Compute(step, share);
                }
            }
        }

        private void Compute(int step, int share)
        {
            for (int other = 0; step > 0 && other < parts; other++)
                if (Volatile.Read(ref _counts[(step - 1) * parts + other]) != 1) Interlocked.Increment(ref _faults);
            int thread = Environment.CurrentManagedThreadId;
            if (Pause > 0 && Paused == 0 && thread != _caller)
            {
                Paused++;
                Thread.Sleep(Pause);
            }

            Thread.SpinWait(spin);
            if (Takes > 0) Thread.Sleep(Takes);
            _threads[step * parts + share] = thread;
            Interlocked.Increment(ref _counts[step * parts + share]);
        }
    }
}
