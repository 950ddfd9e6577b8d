using LstmGen.Data;

namespace LstmGen.Samples.Forecast;

/// <summary>
/// The tutorial's sine: t = linspace(0, 100, 1000), windows of 10 values predict the next; full-batch Adam, and the
/// final state of one epoch carried, detached, into the next.
/// </summary>
internal static class SineRun
{
    private const int Points = 1000, Window = 10;

    public static void Execute(Sample sample, SampleReport report)
    {
        float[] series = new float[Points];
        for (int i = 0; i < Points; i++)
            series[i] = MathF.Sin(100f * i / (Points - 1));
        SequenceSet windows = Windows.Over(new TimeSeries(series, ["sin(t)"]), Window);

        var model = new SineForecaster(sample.Seed);
        Console.WriteLine(model.Describe());
        Console.WriteLine($"{windows.Count} windows of {Window} values");
        History history = sample.Train(model, windows, sample.Fit(usual: 100, fast: 60) with
        {
            BatchSize = windows.Count,
            Shuffle = false,
            CarryState = true,
            Optimizer = new Adam(0.01f),
        });

        float[] predicted = Predict(model, windows, history.Epochs.Count);
        report.Figure(
            "sine MSE", Digits.Show(history.Epochs[^1].TrainLoss),
            $"last epoch; first {Digits.Show(history.Epochs[0].TrainLoss)}; PyTorch 2.6e-5 to 7.0e-5");
        report.Forecast(
            "sine", "Sine: predicted against actual", [.. series.Skip(Window).Select(value => (double)value)],
            [.. predicted.Select(value => (double)value)]);
        report.Losses("sine", history);
        report.Model("sine", model);
    }
    // As in training, every window goes on from the state in which its last pass ended.
    private static float[] Predict(SineForecaster model, SequenceSet windows, int passes)
    {
        SineForecaster.Workspace workspace = model.CreateWorkspace(training: false);
        workspace.Load(windows, [.. Enumerable.Range(0, windows.Count)]);
        var state = new ModelState(SineForecaster.Description.States, windows.Count);
        for (int pass = 0; pass < passes; pass++)
        {
            workspace.InitialState = state;
            model.Forward(workspace);
            workspace.CopyFinalState(state);
        }

        var predicted = new float[windows.Count];
        workspace.Heads[0].CopyOutputs(predicted);
        return predicted;
    }
}
