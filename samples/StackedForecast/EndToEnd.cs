namespace LstmGen.Samples.StackedForecast;

/// <summary>A picture of forecasts, each of which begins where the one before ends.</summary>
internal static class EndToEnd
{
    private const int Most = 7;

    public static void Show(
        SampleReport report, string name, string title, NextRows model, PeriodWindows windows, Range rows, Func<double, double> restore,
        string subtitle)
    {
        int first = rows.Start.Value, forecasts = Math.Min(Most, (rows.End.Value - first) / PeriodWindows.Ahead);
        double[] actual = new double[forecasts * PeriodWindows.Ahead], predicted = new double[actual.Length];
        for (int i = 0; i < actual.Length; i++)
        {
            int row = first + i, begin = row - i % PeriodWindows.Ahead;
            actual[i] = restore(windows.Level(row));
            predicted[i] = restore(windows.Level(begin - 1) + model.Predict(windows.Input(begin))[i % PeriodWindows.Ahead]);
        }

        report.Forecast(name, title, actual, predicted, subtitle);
    }
}
