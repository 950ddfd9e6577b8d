using System.CommandLine;
using LstmGen.Data;
using LstmGen.Reporting;
using LstmGen.Samples;
using LstmGen.Samples.AnomalyDetector;
using LstmGen.Training;

var threshold = new Option<double>("--threshold")
{
    Description = "Standard deviations by which recent errors must exceed the usual to raise an alarm",
    DefaultValueFactory = _ => 5,
};
return Sample.Run(
    args,
    "Forecasts a series one step ahead, live, and raises an alarm where it is surprised.",
    sample =>
    {
        if (!(sample.Value(threshold) > 0))
            throw new ArgumentException($"--threshold is {sample.Value(threshold)}; give a number above 0.");
        string? labels = sample.RealData("anomaly-nab/labels", "combined_windows.json");
        List<Readings> all = labels is null
            ? [Readings.Make(sample.Fast ? 3000 : 6000, (ulong)sample.Seed)]
            : Readings.ReadAll(Path.GetDirectoryName(labels)!);

        var report = new SampleReport(sample, "Anomaly detector");
        var rows = new List<string[]>();
        var pictures = new List<(string Name, Chart Chart)>();
        int found = 0, windows = 0, alarms = 0;
        foreach (Readings readings in all)
        {
            var detector = new Detector(readings, sample.Seed);
            History history = detector.Learn(sample, sample.Fit(usual: 30, fast: 20) with { Progress = null });
            List<int> raised = detector.Watch(sample.Value(threshold));
            int hits = readings.Windows.Count(window => raised.Any(row => readings.Inside(row, window)));
            int wrong = raised.Count(row => !readings.Windows.Any(window => readings.Inside(row, window)));
            (found, windows, alarms) = (found + hits, windows + readings.Windows.Count, alarms + wrong);
            rows.Add([readings.Name, $"{readings.Series.Count}", $"{history.Epochs[^1].TrainLoss:f4}", $"{hits} of {readings.Windows.Count}", $"{wrong}"]);
            pictures.Add((readings.Name, AlarmChart.Draw(readings, raised, $"{hits} of {readings.Windows.Count} windows found, {wrong} false alarms")));
            report.Model(readings.Name, detector.Model, detector.Scaler.ToMetadata());
        }

        report.Table(["series", "rows", "training MSE", "windows found", "false alarms"], rows);
        foreach ((string name, Chart chart) in pictures)
            report.Picture(name, chart);
        report.Figure("windows found", $"{found} of {windows}");
        report.Figure("false alarms", $"{alarms}", $"in {all.Sum(readings => readings.Series.Count - readings.Probation)} rows");
        report.Save();
    },
    threshold);
