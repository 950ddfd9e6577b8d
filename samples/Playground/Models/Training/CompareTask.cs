using LstmGen.Data;

namespace LstmGen.Samples.Playground;

/// <summary>A small task of one of the four kinds.</summary>
/// <param name="Name">forecast, shape, tags or next.</param>
/// <param name="Train">To learn from.</param>
/// <param name="Test">To be measured on.</param>
/// <param name="Classes">Classes whose share of right answers is measured; 0 where it is the error of a value.</param>
public sealed record CompareTask(string Name, SequenceSet Train, SequenceSet Test, int Classes)
{
    /// <summary>A task by its name.</summary>
    /// <exception cref="ArgumentException">There is no such task.</exception>
    public static CompareTask Find(string name) => name switch
    {
        "forecast" => new(name, Forecast(0, 600), Forecast(600, 800), 0),
        "shape" => new(name, Shapes(400, 1), Shapes(200, 2), 3),
        "tags" => new(name, TagText.Draw(400, 12, 1), TagText.Draw(100, 12, 2), 2),
        "next" => new(name, Next(Stories.Write(60, 1)), Next(Stories.Write(20, 2)), Letters.Count),
        _ => throw new ArgumentException($"task is '{name}'; give forecast, shape, tags or next.", nameof(name)),
    };

    /// <summary>A fresh model for the task.</summary>
    /// <param name="cell">RNN, GRU, LSTM or BiLSTM.</param>
    /// <param name="seed">Decides its weights.</param>
    /// <exception cref="ArgumentException">There is no such cell.</exception>
    public IRecurrentModel Model(string cell, int seed) => (Name, cell) switch
    {
        ("forecast", "RNN") => new ForecastRnn(seed),
        ("forecast", "GRU") => new ForecastGru(seed),
        ("forecast", "LSTM") => new ForecastLstm(seed),
        ("forecast", "BiLSTM") => new ForecastBiLstm(seed),
        ("shape", "RNN") => new ShapeRnn(seed),
        ("shape", "GRU") => new ShapeGru(seed),
        ("shape", "LSTM") => new ShapeLstm(seed),
        ("shape", "BiLSTM") => new ShapeBiLstm(seed),
        ("tags", "RNN") => new TagsRnn(seed),
        ("tags", "GRU") => new TagsGru(seed),
        ("tags", "LSTM") => new TagsLstm(seed),
        ("tags", "BiLSTM") => new TagsBiLstm(seed),
        ("next", "RNN") => new NextRnn(seed),
        ("next", "GRU") => new NextGru(seed),
        ("next", "LSTM") => new NextLstm(seed),
        ("next", "BiLSTM") => new NextBiLstm(seed),
        _ => throw new ArgumentException($"cell is '{cell}'; give RNN, GRU, LSTM or BiLSTM.", nameof(cell)),
    };

    /// <summary>Windows of 16 values of two sines and noise, and the value behind each.</summary>
    private static SequenceSet Forecast(int begin, int end)
    {
        const int window = 16;
        var random = new SeededRandom(5);
        float[] values = [.. Enumerable.Range(0, end)
            .Select(t => (float)(0.7 * Math.Sin(t * 0.31) + 0.5 * Math.Sin(t * 0.113) + 0.05 * random.NextGaussian()))];
        int[] starts = [.. Enumerable.Range(begin, end - begin - window)];
        return SequenceSet.FromFeatures([.. starts.Select(first => values[first..(first + window)])], 1)
            .WithValues([.. starts.Select(first => values[first + window])]);
    }

    /// <summary>24 steps of a sine, a square or a saw of any period and phase, with noise.</summary>
    private static SequenceSet Shapes(int count, long seed)
    {
        var random = new SeededRandom(seed);
        var waves = new float[count][];
        var kinds = new int[count];
        for (int row = 0; row < count; row++)
        {
            int kind = kinds[row] = random.NextInt(3);
            double period = 6 + 10 * random.NextDouble(), phase = random.NextDouble();
            waves[row] = [.. Enumerable.Range(0, 24).Select(t =>
            {
                double turn = t / period + phase;
                double wave = kind switch { 0 => Math.Sin(Math.Tau * turn), 1 => turn % 1 < 0.5 ? 1 : -1, _ => 2 * (turn % 1) - 1 };
                return (float)(wave + 0.15 * random.NextGaussian());
            })];
        }

        return SequenceSet.FromFeatures(waves, 1).WithClasses(kinds);
    }

    /// <summary>Windows of 12 characters, and the one behind each.</summary>
    private static SequenceSet Next(string text)
    {
        const int window = 12;
        int[] ids = Letters.Ids(text);
        int[] starts = [.. Enumerable.Range(0, ids.Length - window)];
        return SequenceSet.FromTokens([.. starts.Select(first => ids[first..(first + window)])])
            .WithClasses([.. starts.Select(first => ids[first + window])]);
    }
}
