using LstmGen.Data;
using LstmGen.Training;

namespace LstmGen.Samples.StackedForecast;

/// <summary>ETTh1's column OT, 24 hours ahead, in the split and scaling of the literature: 12, 4 and 4 months, by the mean and deviation of the first.</summary>
internal static class OilTemperatureRun
{
    public static void Execute(Sample sample, SampleReport report, string path)
    {
        TimeSeries raw = CsvSeries.Read(path, new CsvOptions { TimeColumn = "date", MinimumRows = 14400 }, "OT");
        (Range trainRows, Range validationRows, Range testRows) = TimeSplit.ByRows(8640, 2880, 2880);
        StandardScaler scaler = StandardScaler.Fit(raw.Slice(trainRows), 1);
        TimeSeries series = scaler.Transform(raw);

        var model = new NextDay(sample.Seed);
        Console.WriteLine(model.Describe());
        History history = sample.Train(model, DayWindows.Over(series, trainRows, stride: 2), sample.Fit(usual: 12, fast: 1) with
        {
            BatchSize = 32,
            Optimizer = new Adam(1e-3f),
            ClipNorm = 1f,
            Validation = DayWindows.Over(series, validationRows),
            EarlyStopping = new EarlyStopping(patience: 4),
        });

        SequenceSet test = DayWindows.Over(series, testRows);
        double last = 0;
        for (int i = 0; i < test.Count; i++)
        {
            foreach (float change in test.Targets().Values(i))
                last += (double)change * change / (test.Count * DayWindows.Ahead);
        }

        report.Figure("ETTh1 OT test MSE", $"{model.Evaluate(test).Loss:f4}", "24 hours ahead, scaled values");
        report.Figure("ETTh1 OT last-value MSE", $"{last:f4}");
        ShowDay(model, series, testRows, report);
        report.Losses("ETTh1", history);
        report.Model("etth1", model, scaler.ToMetadata());
    }

    /// <summary>Forecasts of seven days, end to end.</summary>
    private static void ShowDay(NextDay model, TimeSeries series, Range rows, SampleReport report)
    {
        int first = rows.Start.Value;
        double[] actual = new double[7 * DayWindows.Ahead], predicted = new double[actual.Length];
        for (int i = 0; i < actual.Length; i++)
        {
            int row = first + i, begin = row - i % DayWindows.Ahead;
            actual[i] = series.Values[row];
            predicted[i] = series.Values[begin - 1] + model.Predict(DayWindows.Input(series, begin))[i % DayWindows.Ahead];
        }

        report.Forecast("etth1", "ETTh1 oil temperature: seven forecasts of a day each", actual, predicted, "hours of the test part, scaled values");
    }
}
