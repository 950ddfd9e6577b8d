using LstmGen.Data;
using LstmGen.Reporting;

namespace LstmGen.Samples.Forecast;

/// <summary>One step ahead as a normal distribution: the mean, and the interval that should hold 80 % of what comes.</summary>
internal static class IntervalRun
{
    public static void Execute(Sample sample, SampleReport report, SeriesOptions options, TimeSeries series, string name)
    {
        int trainRows = series.Count - (int)Math.Round(series.Count * options.Test);
        var data = new SeriesWindows(series.Values, trainRows, options.Window);
        var model = new SeriesDistribution(sample.Seed);
        Console.WriteLine(model.Describe());
        (SequenceSet train, SequenceSet validation) = data.Train.Split(0.9);
        History history = sample.Train(model, train, sample.Fit(usual: 60, fast: 10) with
        {
            BatchSize = 64,
            Optimizer = new Adam(2e-3f),
            ClipNorm = 1f,
            Validation = validation,
            EarlyStopping = new EarlyStopping(patience: 8),
        });

        double deviations = Deviations(model, validation);
        int count = series.Count - trainRows, inside = 0;
        double[] actual = new double[count], mean = new double[count], low = new double[count], high = new double[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> y = model.Predict(data.Input(trainRows + i));
            float reach = (float)(deviations * Math.Exp(0.5 * y[1]));
            actual[i] = series.Values[trainRows + i];
            mean[i] = data.Restore(trainRows + i, y[0]);
            low[i] = data.Restore(trainRows + i, y[0] - reach);
            high[i] = data.Restore(trainRows + i, y[0] + reach);
            inside += actual[i] >= low[i] && actual[i] <= high[i] ? 1 : 0;
        }

        report.Figure($"{name} coverage", $"{Digits.Show(100.0 * inside / count)} %", $"of the last {count} rows lie in the 80 % interval");
        report.Figure($"{name} RMSE of the mean", Digits.Show(Baselines.Rmse(actual, mean)));
        report.Figure(
            $"{name} half width", Digits.Show(deviations),
            "standard deviations that hold 80 % of the validation part; 1.28 for a normal distribution");
        int shown = Math.Min(count, 200);
        string file = SeriesFile.FileName(name) + "-interval";
        report.Picture(file, new LineChart
        {
            Title = $"{name}: one step ahead as a distribution",
            Series = [new Series("actual", actual[^shown..]), new Series("mean", mean[^shown..]) { Dashed = true }],
            Bands = [new Band("80 % interval", low[^shown..], high[^shown..])],
            XLabel = $"the last {shown} of {count} rows",
        });
        report.Losses(file, history);
        report.Model(file, model, data.Metadata);
    }

    // Errors are heavier at the ends than a normal distribution's, so that its 1.28 deviations would hold too many of them: the validation
    // part says how many it takes.
    private static double Deviations(SeriesDistribution model, SequenceSet validation)
    {
        double[] errors = new double[validation.Count];
        for (int i = 0; i < errors.Length; i++)
        {
            ReadOnlySpan<float> y = model.Predict(validation.Features(i));
            errors[i] = Math.Abs(validation.Targets().Values(i)[0] - y[0]) / Math.Exp(0.5 * y[1]);
        }

        Array.Sort(errors);
        return errors[(int)(0.8 * (errors.Length - 1))];
    }
}
