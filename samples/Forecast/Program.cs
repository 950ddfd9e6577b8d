using LstmGen.Samples;
using LstmGen.Samples.Forecast;

return Sample.Run(
    args,
    "Forecasts a series one step ahead: a sine and, where there is real data, the sunspots; or a column of a CSV file.",
    sample =>
    {
        var report = new SampleReport(sample, "Forecast");
        if (sample.Value(SeriesOptions.Csv) is { } file)
        {
            SeriesRun.Execute(sample, report, SeriesOptions.Read(sample, file.FullName, sample.Value(SeriesOptions.ColumnName) ?? ""));
        }
        else
        {
            SineRun.Execute(sample, report);
            if (sample.RealData("series-sunspots", "monthly-sunspots.csv") is { } folder)
                SeriesRun.Execute(sample, report, SeriesOptions.Read(sample, Path.Combine(folder, "monthly-sunspots.csv"), "Sunspots"));
        }

        report.Save();
    },
    SeriesOptions.All);
