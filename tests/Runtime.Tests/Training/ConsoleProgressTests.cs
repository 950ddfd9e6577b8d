using LstmGen.Training;
using Xunit;

namespace LstmGen.Runtime.Tests.Training;

public sealed class ConsoleProgressTests : IDisposable
{
    private readonly StringWriter _writer = new() { NewLine = "\n" };
    private readonly HandClock _clock = new();

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void Redirected_output_gets_one_plain_line_per_epoch()
    {
        var progress = new ConsoleProgress(_writer, live: false);
        for (var epoch = 9; epoch <= 10; epoch++)
        {
            for (var batch = 1; batch <= 50; batch++)
                progress.Report(Report(epoch, batch));
        }

        Assert.Equal(
            "epoch  9/10  loss 0.3412  validation 0.4021  accuracy 0.87  12,346 samples/s  1:23\n" +
            "epoch 10/10  loss 0.3412  validation 0.4021  accuracy 0.87  12,346 samples/s  1:23\n", _writer.ToString());
    }

    [Fact]
    public void A_terminal_gets_one_line_rewritten_at_most_ten_times_a_second()
    {
        var progress = new ConsoleProgress(_writer, live: true, () => 120, _clock);
        for (var batch = 1; batch <= 49; batch++)
        {
            progress.Report(Report(1, batch));
            _clock.Now += TimeSpan.FromMilliseconds(30);
        }

        // At 0, 120, 240 ... 1440 ms.
        Assert.Equal(13, _writer.ToString().Count(c => c == '\r'));
        Assert.DoesNotContain("\n", _writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("━╌", _writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("2:03:04 left", _writer.ToString(), StringComparison.Ordinal);

        progress.Report(Report(1, 50));
        Assert.EndsWith("samples/s  1:23", _writer.ToString().TrimEnd(' ', '\n'), StringComparison.Ordinal);
        Assert.EndsWith("\n", _writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_narrow_terminal_is_never_overrun_and_a_shorter_line_covers_the_longer()
    {
        var progress = new ConsoleProgress(_writer, live: true, () => 60, _clock);
        progress.Report(Report(1, 1));
        progress.Report(Report(1, 50) with { Metrics = null, ValidationLoss = null });

        var lines = _writer.ToString().TrimEnd('\n').Split('\r');
        Assert.Equal(["", lines[1], lines[2]], lines);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 59));
        Assert.Equal(lines[1].Length, lines[2].Length);
    }

    [Fact]
    public void Not_a_number_is_shown_as_such() =>
        Assert.Contains("loss NaN", (Report(1, 1) with { TrainLoss = double.NaN }).ToString(), StringComparison.Ordinal);

    private static TrainingReport Report(int epoch, int batch) => new(
        epoch, 10, batch, 50, 0.34121, batch == 50 ? 0.40211 : null, new Dictionary<string, double> { ["accuracy"] = 0.87 },
        12345.6, TimeSpan.FromSeconds(83), new TimeSpan(2, 3, 4), 1e-3f);

    private sealed class HandClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
