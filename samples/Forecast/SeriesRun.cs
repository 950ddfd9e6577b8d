using LstmGen.Data;

namespace LstmGen.Samples.Forecast;

/// <summary>One step ahead on a real series, against the last value and the value a season ago.</summary>
internal static class SeriesRun
{
    public static void Execute(Sample sample, SampleReport report, SeriesOptions options, TimeSeries series, string name)
    {
        int trainRows = series.Count - (int)Math.Round(series.Count * options.Test);
        var data = new SeriesWindows(series.Values, trainRows, options.Window);
        Console.WriteLine(
            $"{series.Count} rows of '{name}': {data.Train.Count} training windows of {options.Window}, "
            + $"last {series.Count - trainRows} rows held out");

        var model = new SeriesForecaster(sample.Seed);
        Console.WriteLine(model.Describe());
        (SequenceSet train, SequenceSet validation) = data.Train.Split(0.9);
        History history = sample.Train(model, train, sample.Fit(usual: 100, fast: 10) with
        {
            BatchSize = 32,
            Optimizer = new Adam(2e-3f),
            ClipNorm = 1f,
            Validation = validation,
            EarlyStopping = new EarlyStopping(patience: 20),
        });

        double[] actual = new double[series.Count - trainRows], predicted = new double[actual.Length];
        for (int i = 0; i < actual.Length; i++)
        {
            actual[i] = series.Values[trainRows + i];
            predicted[i] = data.Restore(trainRows + i, model.Predict(data.Input(trainRows + i))[0]);
        }

        report.Figure($"{name} RMSE", Digits.Show(Baselines.Rmse(actual, predicted)), $"one step ahead on the last {actual.Length} rows");
        report.Figure($"{name} last value", Digits.Show(Baselines.Naive(series.Values, trainRows, 1)), "RMSE");
        report.Figure($"{name} {options.Season} rows ago", Digits.Show(Baselines.Naive(series.Values, trainRows, options.Season)), "RMSE");
        string file = SeriesFile.FileName(name);
        report.Forecast(file, $"{name}: predicted against actual", actual, predicted);
        report.Losses(file, history);
        report.Model(file, model, data.Metadata);
    }
}
