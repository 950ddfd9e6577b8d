using System.Diagnostics;
using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>How long nothing is shared with a thread that was waited for in vain.</summary>
public sealed class BackoffTests
{
    private static readonly long s_millisecond = Stopwatch.Frequency / 1000;

    [Fact]
    public void It_follows_the_loss_and_ends()
    {
        Backoff pause = new();
        Assert.False(pause.Active);
        pause.Lost(2 * s_millisecond, Ms(1000));
        Assert.True(pause.ActiveAt(Ms(1059)));
        Assert.False(pause.ActiveAt(Ms(1060)));
    }

    [Fact]
    public void It_doubles_where_the_next_try_fails_too_and_starts_afresh_after_a_good_time()
    {
        Backoff pause = new();
        pause.Lost(2 * s_millisecond, Ms(1000)); // until 1060
        pause.Lost(2 * s_millisecond, Ms(1070));
        Assert.True(pause.ActiveAt(Ms(1189)));
        Assert.False(pause.ActiveAt(Ms(1190)));
        for (int i = 0; i < 3; i++)
            pause.Earn(50 * s_millisecond);
        pause.Lost(5 * s_millisecond, Ms(5000)); // 150 less the 100 that count most
        Assert.True(pause.ActiveAt(Ms(5049)));
        Assert.False(pause.ActiveAt(Ms(5050)));
    }

    // A short wait now and then, as every machine has it, must not end the sharing.
    [Fact]
    public void What_shared_work_has_earned_makes_no_pause()
    {
        Backoff pause = new();
        for (int i = 0; i < 1000; i++)
        {
            pause.Earn(s_millisecond);
            pause.Lost(s_millisecond / 40, Ms(1000 + i));
            Assert.False(pause.ActiveAt(Ms(1000 + i)));
        }
    }

    [Fact]
    public void It_grows_to_a_second_and_beyond_it_only_where_a_wait_cost_more_than_a_tenth_of_it()
    {
        Backoff pause = new();
        long now = 1000;
        for (int i = 0; i < 20; i++, now += 1001)
            pause.Lost(s_millisecond, Ms(now));
        Assert.False(pause.ActiveAt(Ms(now)));
        pause.Lost(900 * s_millisecond, Ms(now));
        Assert.True(pause.ActiveAt(Ms(now + 8999)));
        Assert.False(pause.ActiveAt(Ms(now + 9000)));
    }

    [Fact]
    public void A_loss_that_two_threads_report_counts_once()
    {
        Backoff pause = new();
        pause.Lost(2 * s_millisecond, Ms(1000));
        pause.Lost(2 * s_millisecond, Ms(1001));
        Assert.False(pause.ActiveAt(Ms(1061)));
    }

    private static long Ms(long milliseconds) => milliseconds * s_millisecond;
}
