using LstmGen.Data;
using LstmGen.Reporting;
using LstmGen.Training;

namespace LstmGen.Samples.Forecast;

/// <summary>
/// The tutorial's sine: t = linspace(0, 100, 1000), windows of 10 values predict the next; full-batch Adam, and the
/// final state of one epoch carried, detached, into the next.
/// </summary>
internal static class SineRun
{
    private const int Points = 1000, Window = 10;

    public static int Execute(int epochs, int seed, Func<string> prepare)
    {
        if (epochs < 1)
            throw new ArgumentException($"--epochs is {epochs}; give at least 1.");
        string output = prepare();
        float[] series = new float[Points];
        for (int i = 0; i < Points; i++)
            series[i] = MathF.Sin(100f * i / (Points - 1));
        SequenceSet windows = Windows.Over(new TimeSeries(series, ["sin(t)"]), Window);

        var model = new SineForecaster(seed);
        Console.WriteLine(model.Describe());
        Console.WriteLine($"{windows.Count} windows of {Window} values, seed {seed}");
        History history = model.Fit(windows, new FitOptions
        {
            Epochs = epochs,
            BatchSize = windows.Count,
            Shuffle = false,
            CarryState = true,
            Optimizer = new Adam(0.01f),
            Seed = (ulong)seed,
            Progress = TrainingProgress.Console,
        });

        // The forecast starts from rest, so its first values differ a little from those of training.
        float[] predicted = new float[windows.Count];
        for (int i = 0; i < windows.Count; i++)
            predicted[i] = model.Predict(windows.Features(i))[0];
        double[] actual = [.. series.Skip(Window).Select(value => (double)value)];
        Console.WriteLine($"first epoch MSE {history.Epochs[0].TrainLoss:e2}, last {history.Epochs[^1].TrainLoss:e2}");

        ForecastReport.Write(
            output, "Sine", model.Parameters, history, actual, [.. predicted.Select(value => (double)value)],
            [("last MSE", $"{history.Epochs[^1].TrainLoss:e2}", ""), ("epochs", $"{epochs}", ""), ("seed", $"{seed}", "")]);
        return 0;
    }
}
