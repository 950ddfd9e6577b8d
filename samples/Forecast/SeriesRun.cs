using LstmGen.Data;
using LstmGen.Modeling;
using LstmGen.Training;

namespace LstmGen.Samples.Forecast;

/// <summary>One step ahead on a real series, against the last value and the value a season ago.</summary>
internal static class SeriesRun
{
    public static int Execute(SeriesOptions options, Func<string> prepare)
    {
        options.Check();
        TimeSeries series = CsvSeries.Read(options.Path, new CsvOptions { MinimumRows = MinimumRows(options) }, options.Column);
        string output = prepare();
        int trainRows = series.Count - (int)Math.Round(series.Count * options.Test);
        var data = new SeriesWindows(series.Values, trainRows, options.Window);
        Console.WriteLine($"{series.Count} rows of '{options.Column}': {data.Train.Count} training windows of {options.Window}, last {series.Count - trainRows} rows held out");

        var model = new SeriesForecaster(options.Seed);
        Console.WriteLine(model.Describe());
        (SequenceSet train, SequenceSet validation) = data.Train.Split(0.9);
        History history = model.Fit(train, new FitOptions
        {
            Epochs = options.Epochs,
            BatchSize = 32,
            Optimizer = new Adam(2e-3f),
            ClipNorm = 1f,
            Seed = (ulong)options.Seed,
            Validation = validation,
            EarlyStopping = new EarlyStopping(patience: 20),
            Progress = TrainingProgress.Console,
        });

        double[] actual = new double[series.Count - trainRows], predicted = new double[actual.Length];
        for (int i = 0; i < actual.Length; i++)
        {
            actual[i] = series.Values[trainRows + i];
            predicted[i] = data.Restore(trainRows + i, model.Predict(data.Input(trainRows + i))[0]);
        }

        double own = Baselines.Rmse(actual, predicted);
        double last = Baselines.Naive(series.Values, trainRows, 1), seasonal = Baselines.Naive(series.Values, trainRows, options.Season);
        Console.WriteLine($"RMSE on the held-out rows: model {own:f2}, last value {last:f2}, {options.Season} rows ago {seasonal:f2}");
        ForecastReport.Write(
            output, options.Column, model.Parameters, history, actual, predicted,
            [("model RMSE", $"{own:f2}", ""), ("last value", $"{last:f2}", "RMSE"), ($"{options.Season} rows ago", $"{seasonal:f2}", "RMSE"), ("seed", $"{options.Seed}", "")],
            data.Metadata);
        return 0;
    }

    // Enough for a window, a season back, and some rows to learn from and to hold out.
    private static int MinimumRows(SeriesOptions options) =>
        (int)Math.Ceiling((Math.Max(options.Window, options.Season) + 10) / (1 - options.Test)) + 2;
}
