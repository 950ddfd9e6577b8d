using LstmGen.Data;
using LstmGen.Samples;
using LstmGen.Samples.Forecast;

return Sample.Run(
    args,
    "Forecasts a series one step ahead: a sine and, where there is real data, the sunspots; or a column of CSV files of your own.",
    sample =>
    {
        var report = new SampleReport(sample, "Forecast");
        SeriesOptions options = SeriesOptions.Read(sample);
        foreach (string path in sample.Files)
        {
            TimeSeries series = SeriesFile.Read(sample, path, options.MinimumRows);
            Forecast(sample, report, options, series, SeriesFile.Name(sample, path, series));
        }

        if (sample.Files.Count == 0)
        {
            bool interval = sample.Value(SeriesOptions.Interval);
            if (!interval)
                SineRun.Execute(sample, report);
            if (sample.RealData("series-sunspots", "monthly-sunspots.csv") is { } folder)
                Forecast(sample, report, options, CsvSeries.Read(Path.Combine(folder, "monthly-sunspots.csv"), "Sunspots"), "Sunspots");
            else if (interval)
                Forecast(sample, report, options, SyntheticSeries.NoisySine(600, seed: sample.Seed), "Noisy sine");
            if (interval && sample.RealData("series-etth1", "ETTh1.csv") is { } hours)
                Forecast(
                    sample, report, options, CsvSeries.Read(Path.Combine(hours, "ETTh1.csv"), new CsvOptions { TimeColumn = "date" }, "OT"),
                    "ETTh1 OT");
        }

        report.Save();
    },
    new SampleOptions
    {
        Files = "CSV files, each a series of its own",
        Sets = ["series-sunspots/monthly-sunspots.csv", "series-etth1/ETTh1.csv"],
        Own = SeriesOptions.All,
        OfFiles = SeriesFile.Options,
    });

static void Forecast(Sample sample, SampleReport report, SeriesOptions options, TimeSeries series, string name)
{
    if (sample.Value(SeriesOptions.Interval))
        IntervalRun.Execute(sample, report, options, series, name);
    else
        SeriesRun.Execute(sample, report, options, series, name);
}
