using LstmGen.Samples;
using LstmGen.Samples.StackedForecast;

return Sample.Run(
    args,
    "Stacked LSTMs with dropout and validation: a noisy sine one step ahead, and ETTh1's oil temperature a day ahead; "
    + "or the next rows of a series of your own.",
    sample =>
    {
        var report = new SampleReport(sample, "Stacked forecast");
        foreach (string path in sample.Files)
            OwnRun.Execute(sample, report, path);
        if (sample.Files.Count == 0)
        {
            NoisySineRun.Execute(sample, report);
            if (sample.RealData("series-etth1", "ETTh1.csv") is { } folder)
                OilTemperatureRun.Execute(sample, report, Path.Combine(folder, "ETTh1.csv"));
        }

        report.Save();
    },
    new SampleOptions { Files = "CSV files, each a series of its own", Sets = ["series-etth1/ETTh1.csv"], OfFiles = OwnRun.Options });
