using LstmGen.Data;

namespace LstmGen.Samples.StackedForecast;

/// <summary>
/// ETTh1's column OT, 24 hours ahead, in the split and scaling of the literature: 12, 4 and 4 months, by the mean and deviation of the
/// first.
/// </summary>
internal static class OilTemperatureRun
{
    public static void Execute(Sample sample, SampleReport report, string path)
    {
        TimeSeries raw = CsvSeries.Read(path, new CsvOptions { TimeColumn = "date", MinimumRows = 14400 }, "OT");
        (Range trainRows, Range validationRows, Range testRows) = TimeSplit.ByRows(8640, 2880, 2880);
        StandardScaler scaler = StandardScaler.Fit(raw.Slice(trainRows), 1);
        TimeSeries series = scaler.Transform(raw);
        var windows = new PeriodWindows(series, window: 48, row => series.Times![row].Hour / 24f);
        Declaration.Require(
            sample, ("Channels", Declared.Channels, windows.Channels, "channels"), ("Ahead", Declared.Ahead, 24, "hours to be predicted"));

        var model = new NextRows(sample.Seed);
        Console.WriteLine(model.Describe());
        History history = sample.Train(model, windows.Over(trainRows, stride: 2), sample.Fit(usual: 12, fast: 1) with
        {
            BatchSize = 32,
            Optimizer = new Adam(1e-3f),
            ClipNorm = 1f,
            Validation = windows.Over(validationRows),
            EarlyStopping = new EarlyStopping(patience: 4),
        });

        SequenceSet test = windows.Over(testRows);
        double last = 0;
        for (int i = 0; i < test.Count; i++)
        {
            foreach (float change in test.Targets().Values(i))
                last += (double)change * change / (test.Count * PeriodWindows.Ahead);
        }

        report.Figure("ETTh1 OT test MSE", Digits.Show(model.Evaluate(test).Loss), "24 hours ahead, scaled values");
        report.Figure("ETTh1 OT last-value MSE", Digits.Show(last));
        EndToEnd.Show(
            report, "etth1", "ETTh1 oil temperature: seven forecasts of a day each", model, windows, testRows, level => level,
            "hours of the test part, scaled values");
        report.Losses("ETTh1", history);
        report.Model("etth1", model, scaler.ToMetadata());
    }
}
