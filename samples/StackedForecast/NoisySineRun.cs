using LstmGen.Data;

namespace LstmGen.Samples.StackedForecast;

/// <summary>2000 points of a sine with noise of deviation 0.1: no forecast can do better than an MSE of 0.01.</summary>
internal static class NoisySineRun
{
    private const int Window = 50;

    public static void Execute(Sample sample, SampleReport report)
    {
        TimeSeries series = SyntheticSeries.NoisySine(2000, period: 50, noise: 0.1, seed: 7);
        (Range trainRows, Range validationRows, Range testRows) = TimeSplit.ByShare(series.Count, 0.7, 0.15);
        SequenceSet train = Windows.Over(series, new WindowOptions { Window = Window, Rows = trainRows });
        SequenceSet validation = Windows.Over(series, new WindowOptions { Window = Window, Rows = validationRows, LookBack = true });
        SequenceSet test = Windows.Over(series, new WindowOptions { Window = Window, Rows = testRows, LookBack = true });

        var model = new NextValue(sample.Seed);
        Console.WriteLine(model.Describe());
        History history =
            sample.Train(
                model, train, sample.Fit(usual: 20, fast: 4) with { BatchSize = 32, Optimizer = new Adam(1e-3f), Validation = validation });

        report.Figure("sine test MSE", Digits.Show(model.Evaluate(test).Loss), "noise floor 0.01");
        double[] actual = new double[test.Count], predicted = [.. model.Predict(test).Select(p => (double)p[0])];
        double last = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            actual[i] = test.Targets().Values(i)[0];
            last += Math.Pow(actual[i] - test.Features(i)[^1], 2) / actual.Length;
        }

        report.Figure("sine last-value MSE", Digits.Show(last));
        report.Forecast("sine", "Noisy sine: predicted against actual", actual, predicted, "the test part");
        report.Losses("sine", history);
        report.Model("sine", model);
    }
}
