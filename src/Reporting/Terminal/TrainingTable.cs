using System.Globalization;
using LstmGen.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LstmGen.Reporting;

/// <summary>What a live display shows: the epochs that are done, the one under way with its bar, and a line of totals.</summary>
internal sealed class TrainingTable
{
    private const int RowsShown = 12, BarWidth = 20;

    private readonly List<TrainingReport> _done = [];
    private TrainingReport? _now;

    /// <summary>Takes the latest report; the last one of an epoch joins the rows above.</summary>
    public void Add(TrainingReport report)
    {
        if (report.EndsEpoch)
            _done.Add(report);
        _now = report.EndsEpoch ? null : report;
    }

    /// <summary>The table as it stands.</summary>
    public IRenderable Build()
    {
        var latest = _now ?? _done.LastOrDefault();
        if (latest is null)
            return new Markup("[grey]waiting for the first batch[/]");

        var metrics = _done.Append(latest).SelectMany(r => r.Metrics?.Keys ?? []).Distinct().ToArray();
        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("epoch").RightAligned()).AddColumn("progress");
        foreach (var header in (string[])["loss", "validation", .. metrics, "speed", "time"])
            table.AddColumn(new TableColumn(Markup.Escape(header)).RightAligned());

        var best = _done.Where(r => r.ValidationLoss is { } loss && double.IsFinite(loss)).MinBy(r => r.ValidationLoss);
        foreach (var report in _done.TakeLast(RowsShown))
            AddRow(table, report, metrics, ReferenceEquals(report, best));
        if (_now is not null)
            AddRow(table, _now, metrics, best: false);
        return new Rows(table, new Markup(Totals(latest, best)));
    }

    private static void AddRow(Table table, TrainingReport report, string[] metrics, bool best)
    {
        var cells = new List<string>
        {
            report.Epoch.ToString(CultureInfo.InvariantCulture),
            Bar(report),
            Figure(report.TrainLoss),
            best ? $"[green]{Figure(report.ValidationLoss)}[/]" : Figure(report.ValidationLoss),
        };
        foreach (var metric in metrics)
            cells.Add(report.Metrics is not null && report.Metrics.TryGetValue(metric, out var value) ? Figure(value) : "");
        cells.Add(report.Speed);
        cells.Add(Clock(report.Elapsed));
        table.AddRow([.. cells]);
    }

    private static string Bar(TrainingReport report)
    {
        var filled = (int)(report.EpochShare * BarWidth);
        return report.EndsEpoch
            ? $"[grey]{new string('━', BarWidth)}[/]"
            : $"[blue]{new string('━', filled)}[/][grey]{new string('╌', BarWidth - filled)}[/]";
    }

    private static string Totals(TrainingReport latest, TrainingReport? best)
    {
        var text =
            string.Create(
                CultureInfo.InvariantCulture,
                $" epoch {latest.Epoch} of {latest.Epochs}, learning rate {latest.LearningRate:G3}, {Clock(latest.Elapsed)} so far");
        if (!latest.EndsTraining)
            text += $", {Clock(latest.Remaining)} left";
        if (best is not null)
            text += string.Create(CultureInfo.InvariantCulture, $"; best validation {best.ValidationLoss:G4} in epoch {best.Epoch}");
        return $"[grey]{Markup.Escape(text)}[/]";
    }

    private static string Figure(double? value) => value?.ToString("G4", CultureInfo.InvariantCulture) ?? "";

    private static string Clock(TimeSpan time) => time.TotalHours < 1
        ? time.ToString(@"m\:ss", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}");
}
