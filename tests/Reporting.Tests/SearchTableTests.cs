using Spectre.Console;
using Xunit;

namespace LstmGen.Reporting.Tests;

public sealed class SearchTableTests
{
    private static readonly SearchParameter<int> Size = SearchParameter.Choice("size [units]", 8, 4, 16);

    private static readonly SearchReport Report =
        new GridSearch([Size]).Run(
            trial => trial.Get(Size) == 16 ? throw new InvalidOperationException("too [large]") : trial.Get(Size) / 10.0);

    [Fact]
    public void The_best_trial_comes_first_and_failed_ones_say_why()
    {
        string[] lines = Write(Report, 20);
        Assert.Contains("size [units]", lines[1], StringComparison.Ordinal);
        Assert.Equal(["2", "4", "0.4"], Cells(lines[3]).Take(3));
        Assert.Equal(["1", "8", "0.8"], Cells(lines[4]).Take(3));
        Assert.Contains("failed: InvalidOperationException: too [large]", lines[5], StringComparison.Ordinal);
        Assert.Equal(" 3 of 3 trials, 1 failed; best: trial 2  size [units] 4  score 0.4", lines[^1].TrimEnd());
    }

    [Fact]
    public void Only_as_many_rows_as_asked_for_are_shown()
    {
        string[] lines = Write(Report, 1);
        Assert.Equal(["2", "4", "0.4"], Cells(lines[3]).Take(3));
        Assert.Equal(" 3 of 3 trials, the best 1 shown, 1 failed; best: trial 2  size [units] 4  score 0.4", lines[^1].TrimEnd());
        Assert.Throws<ArgumentOutOfRangeException>(() => SearchTable.Write(Report, rows: 0));
    }

    [Fact]
    public void A_report_in_html_has_the_same_rows()
    {
        string html = new HtmlReport("Search").Table(Report.Headers, Report.Rows).ToHtml();
        Assert.Contains("<td class=\"number\">4</td>", html, StringComparison.Ordinal);
        Assert.Contains("failed: InvalidOperationException: too [large]", html, StringComparison.Ordinal);
    }

    private static string[] Cells(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Write(SearchReport report, int rows)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer)
        });
        console.Profile.Width = 200;
        SearchTable.Write(report, console, rows);
        return writer.ToString().TrimEnd('\n').Split('\n');
    }
}
