using System.CommandLine;
using LstmGen.Samples;
using LstmGen.Samples.AnomalyDetector;

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
        string? labels = sample.Files.Count > 0 ? null : sample.RealData("anomaly-nab/labels", "combined_windows.json");
        List<Readings> all = sample.Files.Count > 0
            ? OwnReadings.Read(sample)
            : labels is null ? [Readings.Make(sample.Fast ? 3000 : 6000, sample.Seed)] : Readings.ReadAll(Path.GetDirectoryName(labels)!);
        var report = new SampleReport(sample, "Anomaly detector");
        WatchRun.Execute(sample, report, all, sample.Value(threshold));
        report.Save();
    },
    new SampleOptions
    {
        Files = "CSV files, each a series of its own",
        Sets = ["anomaly-nab/labels/combined_windows.json"],
        Own = [threshold],
        OfFiles = OwnReadings.Options,
    });
