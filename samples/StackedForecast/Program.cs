using LstmGen.Samples;
using LstmGen.Samples.StackedForecast;

return Sample.Run(args, "Stacked LSTMs with dropout and validation: a noisy sine one step ahead, and ETTh1's oil temperature a day ahead.", sample =>
{
    var report = new SampleReport(sample, "Stacked forecast");
    NoisySineRun.Execute(sample, report);
    if (sample.RealData("series-etth1", "ETTh1.csv") is { } folder)
        OilTemperatureRun.Execute(sample, report, Path.Combine(folder, "ETTh1.csv"));
    report.Save();
});
