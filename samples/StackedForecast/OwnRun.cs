using System.CommandLine;
using LstmGen.Data;

namespace LstmGen.Samples.StackedForecast;

/// <summary>
/// The next rows of a column of a file of one's own, from the rows before and other columns; against the last value and the season before.
/// </summary>
internal static class OwnRun
{
    private static readonly Option<string[]> Features = new("--features")
    {
        Description = "More columns of numbers that the model sees; each is one more of -p:Channels", AllowMultipleArgumentsPerToken = true
    };
    private static readonly Option<int> WindowRows = new("--window")
    {
        Description = "Rows that a forecast sees", DefaultValueFactory = _ => 48
    };
    private static readonly Option<int> SeasonRows = new("--season")
    {
        Description = "Rows of a period, such as 24 of hourly data", DefaultValueFactory = _ => 24
    };

    public static Option[] Options { get; } = [Features, WindowRows, SeasonRows, .. SeriesFile.Options, .. Parts.Options];

    public static void Execute(Sample sample, SampleReport report, string path)
    {
        (int window, int season, string[] features) = (sample.Value(WindowRows), sample.Value(SeasonRows), sample.Value(Features) ?? []);
        (double validation, double test) = Parts.Shares(sample);
        if (window is < 2 or > 10_000)
            throw new ArgumentException($"--window is {window}; give 2 to 10000.");
        if (season is < 1 or > 1_000_000)
            throw new ArgumentException($"--season is {season}; give 1 to 1000000.");
        Declaration.Require(
            sample,
            ("Channels", Declared.Channels, 3 + features.Length,
                "channels (the level, two for its place in the season, one for each of --features)"));

        // Each part must hold one forecast at least, the training part some.
        int rows = (int)Math.Ceiling(
            Math.Max(
                (Math.Max(window, season) + PeriodWindows.Ahead + 10) / (1 - validation - test),
                (PeriodWindows.Ahead + 1) / Math.Min(validation, test))) + 1;
        TimeSeries raw = SeriesFile.Read(sample, path, rows, features);
        (Range trainRows, Range validationRows, Range testRows) = TimeSplit.ByShare(raw.Count, 1 - validation - test, validation);
        StandardScaler scaler = StandardScaler.Fit(raw.Slice(trainRows), raw.Features);
        var windows = new PeriodWindows(scaler.Transform(raw), window, row => row % season / (float)season);
        (SequenceSet train, SequenceSet middle, SequenceSet held) =
            (windows.Over(trainRows), windows.Over(validationRows), windows.Over(testRows));
        string name = SeriesFile.Name(sample, path, raw);
        Console.WriteLine(
            $"{name}: {train.Count} windows of {window} rows to learn from, {middle.Count} to choose the best epoch by, "
            + $"{held.Count} held out; each predicts {PeriodWindows.Ahead} rows");

        var model = new NextRows(sample.Seed);
        Console.WriteLine(model.Describe());
        History history =
            sample.Train(model, train, sample.FitOwn(train, middle, batch: 32, updates: 1500) with { Optimizer = new Adam(1e-3f) });

        Measure(report, name, model, windows, held, testRows, season, scaler.StandardDeviation[0]);
        (double mean, double deviation) = (scaler.Mean[0], scaler.StandardDeviation[0]);
        string file = SeriesFile.FileName(name);
        EndToEnd.Show(
            report, file, $"{name}: forecasts of {PeriodWindows.Ahead} rows, end to end", model, windows, testRows,
            level => level * deviation + mean, "rows of the test part");
        report.Losses(file, history);
        report.Model(file, model, scaler.ToMetadata());
    }

    private static void Measure(
        SampleReport report, string name, NextRows model, PeriodWindows windows, SequenceSet held, Range rows, int season, double deviation)
    {
        int first = rows.Start.Value;
        double model2 = 0, last2 = 0, season2 = 0, absolute = 0;
        float[][] predicted = model.Predict(held);
        for (int i = 0; i < held.Count; i++)
        {
            for (int ahead = 0; ahead < PeriodWindows.Ahead; ahead++)
            {
                // The latest season that is known when the forecast is made.
                int row = first + i, known = row + ahead - season * (1 + ahead / season);
                double change = held.Targets().Values(i)[ahead], error = predicted[i][ahead] - change;
                (model2, last2, absolute) = (model2 + error * error, last2 + change * change, absolute + Math.Abs(error));
                season2 += Math.Pow(windows.Level(row + ahead) - windows.Level(known), 2);
            }
        }

        double count = (double)held.Count * PeriodWindows.Ahead;
        report.Figure(
            $"{name} RMSE", Digits.Show(Math.Sqrt(model2 / count) * deviation),
            $"{PeriodWindows.Ahead} rows ahead, on {held.Count} forecasts of the test part; "
            + $"mean absolute error {Digits.Show(absolute / count * deviation)}");
        report.Figure($"{name} last value", Digits.Show(Math.Sqrt(last2 / count) * deviation), "RMSE");
        report.Figure($"{name} {season} rows ago", Digits.Show(Math.Sqrt(season2 / count) * deviation), "RMSE");
        report.Figure($"{name} scaled MSE", Digits.Show(model2 / count), "in standard deviations of the training part");
    }
}
