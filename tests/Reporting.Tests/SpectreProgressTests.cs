using LstmGen.Training;
using Spectre.Console;
using Xunit;

namespace LstmGen.Reporting.Tests;

public sealed class SpectreProgressTests
{
    [Fact]
    public void Where_there_is_no_terminal_a_plain_line_is_written_per_epoch()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        using (var progress = new SpectreProgress(Console(writer, terminal: false)))
            Train(progress);

        var lines = writer.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("epoch 3/3  loss 0.1333  validation 0.2333  accuracy 0.83", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', writer.ToString());
    }

    [Fact]
    public void On_a_terminal_the_last_state_stays()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        using (var progress = new SpectreProgress(Console(writer, terminal: true)))
            Train(progress);

        var text = writer.ToString();
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "demo-progress.txt"), text);
        foreach (var expected in new[] { "epoch", "validation", "accuracy", "0.1333", "0.2333", "best validation 0.2333 in epoch 3",
            "━━━━━━━━━━━━━━━━━━━━" })
            Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void After_the_last_report_the_console_is_free(bool early)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var console = Console(writer, terminal: true);
        var progress = new SpectreProgress(console);
        progress.Report(Report(1, 10));
        progress.Report(early ? Report(2, 10) with { EndsEarly = true } : Report(3, 10));

        // Two live displays at once are an error.
        console.Live(new Text("free")).Start(context => context.Refresh());
        Assert.Contains("free", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_epoch_under_way_has_a_bar_and_the_time_left()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var table = new TrainingTable();
        table.Add(Report(1, 10));
        table.Add(Report(2, 5));

        Console(writer, terminal: false).Write(table.Build());

        Assert.Contains("━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌", writer.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "epoch 2 of 3, learning rate 0.001, 0:42 so far, 1:01:05 left; best validation 0.7 in epoch 1", writer.ToString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void An_epoch_whose_validation_loss_is_no_number_is_not_the_best(double loss)
    {
        using var writer = new StringWriter();
        var table = new TrainingTable();
        table.Add(Report(1, 10));
        table.Add(Report(2, 10) with { ValidationLoss = loss });

        Console(writer, terminal: false).Write(table.Build());

        Assert.Contains("best validation 0.7 in epoch 1", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_validation_loss_is_a_number_none_is_the_best()
    {
        using var writer = new StringWriter();
        var table = new TrainingTable();
        table.Add(Report(1, 10) with { ValidationLoss = double.NaN });

        Console(writer, terminal: false).Write(table.Build());

        Assert.Contains("so far", writer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("best", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_with_markup_are_shown_as_they_are()
    {
        using var writer = new StringWriter();
        var table = new TrainingTable();
        table.Add(Report(1, 10) with { Metrics = new Dictionary<string, double> { ["f1[macro]"] = 0.5 } });

        Console(writer, terminal: false).Write(table.Build());

        Assert.Contains("f1[macro]", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_reported_and_disposing_twice_are_fine()
    {
        using var writer = new StringWriter();
        var progress = new SpectreProgress(Console(writer, terminal: true));
        progress.Dispose();
        progress.Dispose();
        progress.Report(Report(1, 1));
    }

    private static void Train(SpectreProgress progress)
    {
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            for (var batch = 1; batch <= 10; batch++)
                progress.Report(Report(epoch, batch));
        }
    }

    private static TrainingReport Report(int epoch, int batch) => new(
        epoch, 3, batch, 10, 0.4 / epoch, batch == 10 ? 0.7 / epoch : null,
        batch == 10 ? new Dictionary<string, double> { ["accuracy"] = 0.8 + 0.01 * epoch } : null, 1234, TimeSpan.FromSeconds(42),
        TimeSpan.FromSeconds(3665), 1e-3f);

    private static IAnsiConsole Console(StringWriter writer, bool terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal ? AnsiSupport.Yes : AnsiSupport.No,
            Interactive = terminal ? InteractionSupport.Yes : InteractionSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 140;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
