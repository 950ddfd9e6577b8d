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
            SeriesRun.Execute(sample, report, options, series, SeriesFile.Name(sample, path, series));
        }

        if (sample.Files.Count == 0)
        {
            SineRun.Execute(sample, report);
            if (sample.RealData("series-sunspots", "monthly-sunspots.csv") is { } folder)
                SeriesRun.Execute(sample, report, options, CsvSeries.Read(Path.Combine(folder, "monthly-sunspots.csv"), "Sunspots"), "Sunspots");
        }

        report.Save();
    },
    new SampleOptions
    {
        Files = "CSV files, each a series of its own",
        Sets = ["series-sunspots/monthly-sunspots.csv"],
        Own = SeriesOptions.All,
        OfFiles = SeriesFile.Options,
    });
