using System.Diagnostics;
using System.Reflection.Emit;
using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>How long nothing is shared with a thread that was waited for in vain.</summary>
public sealed class BackoffTests
{
    private static readonly long Millisecond = Stopwatch.Frequency / 1000;

    [Fact]
    public void It_follows_the_loss_and_ends()
    {
        Backoff pause = new();
        Assert.False(pause.Active);
        pause.Lost(2 * Millisecond, Ms(1000));
        Assert.True(pause.ActiveAt(Ms(1019)));
        Assert.False(pause.ActiveAt(Ms(1020)));
    }

    [Fact]
    public void A_loss_counts_unless_code_was_compiled_since_the_one_before()
    {
        Backoff pause = new();
        DynamicMethod compiled = new("Compiled", typeof(int), null);
        ILGenerator body = compiled.GetILGenerator();
        body.Emit(OpCodes.Ldc_I4_7);
        body.Emit(OpCodes.Ret);
        Assert.Equal(7, compiled.CreateDelegate<Func<int>>()());
        pause.Lost(2 * Millisecond);
        Assert.False(pause.Active);
        // Other tests compile meanwhile; that comes to an end.
        for (int loss = 0; loss < 100_000 && !pause.Active; loss++)
            pause.Lost(1000 * Millisecond);
        Assert.True(pause.Active);
    }

    [Fact]
    public void It_doubles_where_the_next_try_fails_too()
    {
        Backoff pause = new();
        pause.Lost(2 * Millisecond, Ms(1000)); // until 1020
        pause.Lost(2 * Millisecond, Ms(1030));
        Assert.True(pause.ActiveAt(Ms(1069)));
        Assert.False(pause.ActiveAt(Ms(1070)));
    }

    [Fact]
    public void It_is_short_again_after_shared_work_without_a_loss()
    {
        Backoff pause = new();
        for (int i = 0; i < 8; i++)
            pause.Lost(4 * Millisecond, Ms(1000 + 2000 * i)); // 40, 80, ... 500
        Assert.True(pause.ActiveAt(Ms(15499)));
        Assert.False(pause.ActiveAt(Ms(15500)));
        pause.Earn(200 * Millisecond); // eight halvings: 4; and 100 are what counts against a loss
        pause.Lost(11 * Millisecond, Ms(20000)); // 110 less the 100
        Assert.True(pause.ActiveAt(Ms(20009)));
        Assert.False(pause.ActiveAt(Ms(20010)));
    }

    // Interruptions of some milliseconds, a few a second, as every virtual machine has them.
    [Theory]
    [InlineData(5, 100)]
    [InlineData(2, 30)]
    [InlineData(12, 400)]
    public void Nearly_all_work_is_shared_on_a_machine_that_is_interrupted_now_and_then(int lost, int every)
    {
        Backoff pause = new();
        Assert.InRange(Shared(pause, lost, every), 0.8, 1);
    }

    // Two threads on one processor: a turn of some milliseconds each.
    [Theory]
    [InlineData(3, 3)]
    [InlineData(4, 1)]
    [InlineData(8, 8)]
    public void Nearly_no_work_is_shared_with_a_thread_whose_processor_another_takes(int lost, int every)
    {
        Backoff pause = new();
        Assert.InRange(Shared(pause, lost, every), 0, 0.05);
    }

    // A short wait now and then, as every machine has it, must not end the sharing.
    [Fact]
    public void What_shared_work_has_earned_makes_no_pause()
    {
        Backoff pause = new();
        for (int i = 0; i < 1000; i++)
        {
            pause.Earn(Millisecond);
            pause.Lost(Millisecond / 40, Ms(1000 + i));
            Assert.False(pause.ActiveAt(Ms(1000 + i)));
        }
    }

    [Fact]
    public void It_grows_to_half_a_second_and_beyond_it_only_where_a_wait_cost_more_than_a_tenth_of_it()
    {
        Backoff pause = new();
        long now = 1000;
        for (int i = 0; i < 20; i++, now += 501)
            pause.Lost(Millisecond, Ms(now));
        Assert.False(pause.ActiveAt(Ms(now)));
        pause.Lost(900 * Millisecond, Ms(now));
        Assert.True(pause.ActiveAt(Ms(now + 8999)));
        Assert.False(pause.ActiveAt(Ms(now + 9000)));
    }

    [Fact]
    public void A_loss_that_two_threads_report_counts_once()
    {
        Backoff pause = new();
        pause.Lost(2 * Millisecond, Ms(1000));
        pause.Lost(2 * Millisecond, Ms(1001));
        Assert.False(pause.ActiveAt(Ms(1061)));
    }

    // The share of a minute in which work is shared, where of `every` shared milliseconds the last brings a loss.
    private static double Shared(Backoff pause, int lost, int every)
    {
        int shared = 0, sinceLoss = 0;
        for (int now = 1000; now < 61_000; now++)
        {
            if (pause.ActiveAt(Ms(now)))
                continue;
            shared++;
            pause.Earn(Millisecond);
            if (++sinceLoss < every)
                continue;
            sinceLoss = 0;
            now += lost;
            pause.Lost(lost * Millisecond, Ms(now));
        }

        return shared / 60_000.0;
    }

    private static long Ms(long milliseconds) => milliseconds * Millisecond;
}
