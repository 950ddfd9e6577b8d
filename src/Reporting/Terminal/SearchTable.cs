using System.Globalization;
using Spectre.Console;

namespace LstmGen.Reporting;

/// <summary>The results of a search as a table on the console, the best first.</summary>
public static class SearchTable
{
    private const int RowsShown = 20;

    /// <summary>Writes the table of a search.</summary>
    /// <param name="report">The results.</param>
    /// <param name="console">Where to; null for the process's console.</param>
    /// <param name="rows">Rows at most, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is below 1.</exception>
    public static void Write(SearchReport report, IAnsiConsole? console = null, int rows = RowsShown)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        console ??= AnsiConsole.Console;
        var table = new Table().Border(TableBorder.Simple);
        foreach (string header in report.Headers)
            table.AddColumn(new TableColumn(Markup.Escape(header)).RightAligned());
        IReadOnlyList<TrialResult> ranking = report.Ranking;
        IReadOnlyList<IReadOnlyList<string>> cells = report.Rows;
        for (int i = 0; i < Math.Min(rows, ranking.Count); i++)
        {
            string colour = ReferenceEquals(ranking[i], report.Best) ? "green" : ranking[i].Failed ? "red" : "default";
            table.AddRow([.. cells[i].Select(cell => $"[{colour}]{Markup.Escape(cell)}[/]")]);
        }

        console.Write(table);
        console.Write(new Markup($"[grey]{Markup.Escape(Totals(report, rows))}[/]\n"));
    }

    private static string Totals(SearchReport report, int rows)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $" {report.Trials.Count} of {report.Search.Trials.Count} trials");
        if (report.Trials.Count > rows)
            text += string.Create(CultureInfo.InvariantCulture, $", the best {rows} shown");
        if (report.Trials.Count(result => result.Failed) is > 0 and int failed)
            text += string.Create(CultureInfo.InvariantCulture, $", {failed} failed");
        return report.Best is { } best ? $"{text}; best: {best}" : text;
    }
}
