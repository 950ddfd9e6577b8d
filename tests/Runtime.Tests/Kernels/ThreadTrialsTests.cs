using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>Passes whose times are given choose their number of threads.</summary>
public class ThreadTrialsTests
{
    private const int Pairs = 100;

    private static readonly Func<int, long> SharingPays = threads => 10_000 / threads, SharingCosts = threads => 10_000 * threads;

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(16)]
    public void Sharing_that_costs_more_than_it_saves_ends(int most) => Assert.Equal(1, Usual(new(), most, SharingCosts));

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(16)]
    public void Sharing_that_pays_goes_on(int most) => Assert.Equal(most, Usual(new(), most, SharingPays));

    [Fact]
    public void Of_many_threads_the_fastest_number_is_found() =>
        Assert.Equal(4, Usual(new(), 16, threads => 20_000 / threads + 1000 * threads));

    [Fact]
    public void What_changes_is_noticed()
    {
        ThreadTrials trials = new();
        Assert.Equal(1, Usual(trials, 4, SharingCosts));
        Assert.Equal(4, Usual(trials, 4, SharingPays));
        Assert.Equal(1, Usual(trials, 4, SharingCosts));
    }

    [Fact]
    public void Trials_become_rare()
    {
        ThreadTrials trials = new();
        int alone = 0;
        for (int pass = 0; pass < 10_000; pass++)
        {
            int threads = trials.Next(2, 2);
            alone += threads == 1 ? 1 : 0;
            trials.Took(SharingPays(threads), Pairs, kind: 1);
        }

        Assert.InRange(alone, 7, 100);
    }

    [Fact]
    public void Sharing_that_lost_little_for_a_while_is_soon_tried_again()
    {
        ThreadTrials trials = new();
        for (int pass = 0; pass < 10_000; pass++)
            trials.Took(10_000 + 1000 * trials.Next(2, 2), Pairs, kind: 1); // as where two processors share a core
        Assert.Equal(1, trials.Next(2, 2));
        int passes = 0;
        for (int shared = 0; shared < 20; passes++) // longer than a trial
        {
            int threads = trials.Next(2, 2);
            shared = threads == 2 ? shared + 1 : 0;
            trials.Took(SharingPays(threads), Pairs, kind: 1);
        }

        Assert.InRange(passes, 20, 400);
    }

    [Fact]
    public void Passes_that_became_slower_are_a_reason_to_try_sooner()
    {
        ThreadTrials trials = new();
        Assert.Equal(2, Usual(trials, 2, threads => 20_000 / threads));
        int passes = 0;
        for (; trials.Next(2, 2) == 2 || passes < 20; passes++) // longer than a trial that is under way
            trials.Took(trials.Used == 2 ? 24_000 : 20_000, Pairs, kind: 1);
        Assert.InRange(passes, 20, 200);
        Assert.Equal(1, Usual(trials, 2, threads => threads == 2 ? 24_000 : 20_000));
    }

    [Fact]
    public void Passes_that_stay_slower_are_tried_no_oftener_than_others()
    {
        ThreadTrials trials = new();
        Assert.Equal(2, Usual(trials, 2, SharingPays));
        int alone = 0;
        for (int pass = 0; pass < 10_000; pass++)
        {
            int threads = trials.Next(2, 2);
            alone += threads == 1 ? 1 : 0;
            trials.Took(2 * SharingPays(threads), Pairs, kind: 1);
        }

        Assert.InRange(alone, 7, 100);
    }

    [Fact]
    public void A_single_slow_pass_decides_nothing()
    {
        ThreadTrials trials = new();
        for (int pass = 0; pass < 1000; pass++)
        {
            int threads = trials.Next(2, 2);
            trials.Took(SharingPays(threads) * (pass % 4 == 0 ? 50 : 1), Pairs, kind: 1);
        }

        Assert.Equal(2, Usual(trials, 2, SharingPays));
    }

    [Fact]
    public void Long_passes_are_always_shared()
    {
        ThreadTrials trials = new();
        for (int pass = 0; pass < 1000; pass++)
        {
            Assert.Equal(2, trials.Next(2, 2));
            trials.Took(System.Diagnostics.Stopwatch.Frequency / 100, Pairs, kind: 1);
        }
    }

    [Fact]
    public void Passes_on_fewer_threads_than_chosen_do_not_count()
    {
        ThreadTrials trials = new();
        for (int pass = 0; pass < 1000; pass++)
        {
            Assert.Equal(1, trials.Next(2, now: 1)); // the other one is late
            trials.Took(1, Pairs, kind: 1);
        }

        Assert.Equal(2, trials.Next(2, 2));
    }

    [Fact]
    public void Passes_of_different_kinds_are_not_compared()
    {
        ThreadTrials trials = new();
        for (int pass = 0; pass < 1000; pass++)
        {
            Assert.Equal(2, trials.Next(2, 2));
            trials.Took(pass % 2 == 0 ? 1 : 1000, Pairs, kind: pass % 2);
        }
    }

    // The number of threads that most of 2000 passes have after the first 6000.
    private static int Usual(ThreadTrials trials, int most, Func<int, long> time)
    {
        int[] passes = new int[most + 1];
        for (int pass = 0; pass < 8000; pass++)
        {
            int threads = trials.Next(most, most);
            if (pass >= 6000)
                passes[threads]++;
            trials.Took(time(threads), Pairs, kind: 1);
        }

        return passes.IndexOf(passes.Max());
    }
}
