using System.Globalization;
using LstmGen.Reporting;

namespace LstmGen.Samples.AnomalyDetector;

/// <summary>Learns the beginning of each series, watches the rest, and reports the alarms.</summary>
internal static class WatchRun
{
    private const int MostListed = 40;

    public static void Execute(Sample sample, SampleReport report, List<Readings> all, double threshold)
    {
        var rows = new List<string[]>();
        var pictures = new List<(string Name, Chart Chart)>();
        var listed = new List<string[]>();
        int found = 0, windows = 0, wrong = 0;
        bool labelled = all.Any(readings => readings.Windows.Count > 0);
        foreach (Readings readings in all)
        {
            var detector = new Detector(readings, sample.Seed);
            History history = detector.Learn(sample, sample.Fit(usual: 30, fast: 20) with { Progress = null });
            List<Alarm> alarms = detector.Watch(threshold);
            int hits = readings.Windows.Count(window => alarms.Any(alarm => Readings.Inside(alarm.Row, window)));
            int errors = alarms.Count(alarm => !readings.Windows.Any(window => Readings.Inside(alarm.Row, window)));
            (found, windows, wrong) = (found + hits, windows + readings.Windows.Count, wrong + errors);
            rows.Add([
                readings.Name, $"{readings.Series.Count}", Digits.Show(history.Epochs[^1].TrainLoss),
                .. labelled ? (string[])[$"{hits} of {readings.Windows.Count}", $"{errors}"] : [$"{alarms.Count}"]]);
            listed.AddRange(alarms.Select(alarm => List(readings, alarm)));
            pictures.Add((readings.Name, AlarmChart.Draw(
                readings, alarms,
                labelled ? $"{hits} of {readings.Windows.Count} windows found, {errors} false alarms" : $"{alarms.Count} alarms")));
            report.Model(readings.Name, detector.Model, detector.Scaler.ToMetadata());
        }

        report.Table(["series", "rows", "training MSE", .. labelled ? (string[])["windows found", "false alarms"] : ["alarms"]], rows);
        foreach ((string name, Chart chart) in pictures)
            report.Picture(name, chart);
        if (listed.Count > 0)
            report.Table(
                ["series", "row", "time", "reading", "score", "known"], [.. listed.Take(MostListed)],
                listed.Count > MostListed ? $"The first {MostListed} of {listed.Count} alarms; all of them are in alarms.tsv." : "Alarms");
        File.WriteAllLines(
            Path.Combine(sample.Output, "alarms.tsv"),
            listed.Select(cells => string.Join('\t', cells)).Prepend("series\trow\ttime\treading\tscore\tknown"));

        int watched = all.Sum(readings => readings.Series.Count - readings.Probation);
        if (labelled)
            report.Figure("windows found", $"{found} of {windows}");
        report.Figure(labelled ? "false alarms" : "alarms", labelled ? $"{wrong}" : $"{listed.Count}", $"in {watched} rows");
    }

    private static string[] List(Readings readings, Alarm alarm) =>
    [
        readings.Name,
        $"{alarm.Row + 1}",
        readings.Series.Times?[alarm.Row].ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "",
        Digits.Show(readings.Series.Values[alarm.Row]),
        Digits.Show(alarm.Score),
        readings.Windows.Any(window => Readings.Inside(alarm.Row, window)) ? "yes" : "",
    ];
}
