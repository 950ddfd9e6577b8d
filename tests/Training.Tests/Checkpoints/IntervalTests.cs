using System.Diagnostics;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary><see cref="CheckpointOptions.EveryInterval"/>: the clock says when training is saved.</summary>
public sealed class IntervalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;
    private readonly HashSet<string> _saved = [];

    private string Path => System.IO.Path.Combine(_folder, "run.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_interval_that_has_always_passed_saves_after_every_update()
    {
        int batches = 0;
        Fit(TimeSpan.FromTicks(1), () => Assert.Equal(batches++, Saved()));
        Assert.Equal(12, batches);
    }

    [Fact]
    public void An_interval_that_never_passes_saves_at_the_end_only()
    {
        Fit(TimeSpan.FromDays(1), () => Assert.Equal(0, Saved()));
        Assert.Equal(1, Saved());
    }

    [Fact]
    public void It_counts_from_the_last_time()
    {
        TimeSpan interval = TimeSpan.FromMilliseconds(40);
        long begun = Stopwatch.GetTimestamp();
        int before = 0;
        Fit(interval, () =>
        {
            before = Saved();
            Assert.InRange(before, 0, Stopwatch.GetElapsedTime(begun) / interval);
            Thread.Sleep(interval / 4);
        });
        Assert.InRange(before, 1, int.MaxValue); // the batches take three times as long at least
    }

    [Fact]
    public void What_it_saves_is_gone_on_from()
    {
        var straight = new TinyRegression(1);
        straight.Fit(Sets.Regression(12), Options(TimeSpan.FromDays(1)) with { Checkpoint = null });
        int left = 5;
        Assert.Throws<FormatException>(() => Fit(TimeSpan.FromTicks(1), () =>
        {
            if (--left == 0)
                throw new FormatException("the end of the process");
        }));
        var resumed = new TinyRegression(7);
        History history = resumed.Fit(Sets.Regression(12), Options(TimeSpan.FromTicks(1), resume: true));
        Assert.Equal(Path, history.ResumedFrom);
        Weights.AssertSameBits(straight, resumed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void It_is_above_zero(int ticks)
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => Fit(TimeSpan.FromTicks(ticks), () => { })).Message;
        Assert.Contains("EveryInterval", message, StringComparison.Ordinal);
    }

    // Checkpoints that were seen so far.
    private int Saved()
    {
        if (File.Exists(Path))
            _saved.Add(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path))));
        return _saved.Count;
    }

    private void Fit(TimeSpan interval, Action batch) => new TinyRegression(1).Fit(
        Sets.Regression(12), Options(interval) with { Callbacks = [new Callback { Batch = _ => batch() }] });

    private FitOptions Options(TimeSpan interval, bool resume = false) => new()
    {
        Epochs = 4, BatchSize = 4, Checkpoint = new() { Path = Path, EveryInterval = interval, Resume = resume },
    };
}
