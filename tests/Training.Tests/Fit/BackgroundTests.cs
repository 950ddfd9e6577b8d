using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Training in the background gives the bits of Fit, reports epochs, and stops when it is asked to.</summary>
public class BackgroundTests
{
    private static readonly FitOptions Options = new() { Epochs = 5, BatchSize = 4, Seed = 3 };

    [Fact]
    public async Task The_history_and_weights_are_those_of_fit()
    {
        SequenceSet set = Sets.Regression(12);
        TinyRegression here = new(1), there = new(1);
        History expected = here.Fit(set, Options);
        var reported = new List<TrainingReport>();
        History actual = await there.FitAsync(set, Options with { Progress = new Receiver(reported.Add) });
        Assert.Equal(expected.Epochs.Select(epoch => epoch.TrainLoss), actual.Epochs.Select(epoch => epoch.TrainLoss));
        Weights.AssertSameBits(here, there);
        Assert.Equal(15, reported.Count); // every batch
    }

    [Fact]
    public async Task Epochs_are_reported_as_they_come()
    {
        var epochs = new List<int>();
        await using TrainingRun run = new TinyRegression(1).StartFit(Sets.Regression(12), Options);
        await foreach (TrainingReport report in run.Reports())
            epochs.Add(report.Epoch);
        Assert.Equal([1, 2, 3, 4, 5], epochs);
        Assert.Equal(TrainingEnd.Completed, (await run.Completion).End);
    }

    [Fact]
    public async Task A_token_or_stop_or_dispose_ends_it()
    {
        FitOptions endless = Options with { Epochs = int.MaxValue };
        using var source = new CancellationTokenSource();
        Task<History> byToken = new TinyRegression(1).FitAsync(Sets.Regression(12), endless, source.Token);
        await source.CancelAsync();
        Assert.True((await byToken).Cancelled);

        TrainingRun run = new TinyRegression(1).StartFit(Sets.Regression(12), endless);
        run.Stop();
        Assert.True((await run.Completion).Cancelled);
        await run.DisposeAsync();

        await using (run = new TinyRegression(1).StartFit(Sets.Regression(12), endless))
        {
            await foreach (TrainingReport report in run.Reports())
                break;
        }

        Assert.True((await run.Completion).Cancelled);
    }

    [Fact]
    public async Task A_training_that_has_ended_may_be_stopped_and_disposed_of_again()
    {
        using var source = new CancellationTokenSource();
        TrainingRun run = new TinyRegression(1).StartFit(Sets.Regression(12), Options, source.Token);
        History history = await run.Completion;
        run.Stop();
        await run.DisposeAsync();
        await run.DisposeAsync();
        run.Stop();
        Assert.Equal(TrainingEnd.Completed, history.End);
    }

    [Fact]
    public async Task An_exception_is_thrown_by_the_task_and_the_reports()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => new TinyRegression(1).FitAsync(Sets.Regression(12), Options with { Epochs = 0 }));
        await using TrainingRun run = new TinyRegression(1).StartFit(Sets.Regression(12), Options with { Epochs = 0 });
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
        {
            await foreach (TrainingReport report in run.Reports())
                Assert.Fail("There was a report.");
        });
    }

    private sealed class Receiver(Action<TrainingReport> take) : IProgress<TrainingReport>
    {
        public void Report(TrainingReport value) => take(value);
    }
}
