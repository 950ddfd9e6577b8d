using LstmGen.Data;

namespace LstmGen.Samples.Service;

/// <summary>Makes the model's file where there is none: a training of some seconds on a noisy sine.</summary>
internal static class SineTraining
{
    public static void Save(string path)
    {
        var random = new SeededRandom(1);
        float[] values = [.. Enumerable.Range(0, 600)
            .Select(row => MathF.Sin(row * MathF.Tau / 25) + 0.05f * (float)random.NextGaussian())];
        SequenceSet train = LstmGen.Data.Windows.Over(new TimeSeries(values, ["value"]), window: 30);
        var model = new SineForecaster(seed: 1);
        History history = model.Fit(train, new FitOptions { Epochs = 15, Optimizer = new Adam(0.01), ClipNorm = 1, Seed = 1 });
        Console.WriteLine($"{path} made: loss {history.Epochs[^1].TrainLoss:f4} after {history.Epochs.Count} epochs.");
        model.Save(path);
    }
}
