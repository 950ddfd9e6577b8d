using LstmGen.Data;

namespace LstmGen.Samples.Cells;

/// <summary>What the cells are compared on.</summary>
/// <param name="Name">Its name, with the number of steps.</param>
/// <param name="Steps">Steps of a sequence.</param>
/// <param name="Train">To learn from.</param>
/// <param name="Validation">To follow training by.</param>
/// <param name="Test">To be measured on.</param>
/// <param name="Unit">What an error is multiplied by to be in the data's unit, squared.</param>
/// <param name="Floor">The error of an answer that needs no model, in words.</param>
internal sealed record CellTask(
    string Name, int Steps, SequenceSet Train, SequenceSet Validation, SequenceSet Test, double Unit, string Floor)
{
    /// <summary>The adding problem; the test part is also what training is followed by.</summary>
    public static CellTask Adding(Sample sample, int steps)
    {
        SequenceSet train = SyntheticSeries.AddingProblem(sample.Fast ? 2000 : 8000, steps, sample.Seed);
        SequenceSet test = SyntheticSeries.AddingProblem(500, steps, sample.Seed + 1000);
        return new CellTask($"Adding problem over {steps} steps", steps, train, test, test, 1, "always answering 1 gives 0.1667");
    }

    /// <summary>A series of one's own: windows of the level and its change in, the change to the next value out.</summary>
    public static CellTask Own(Sample sample, int steps)
    {
        if (sample.Files.Count > 1)
            throw new ArgumentException($"--data names {sample.Files.Count} files; give one.");
        (double validation, double test) = Parts.Shares(sample);
        int rows = (int)Math.Ceiling(Math.Max((steps + 12) / (1 - validation - test), 2 / Math.Min(validation, test)));
        TimeSeries series = SeriesFile.Read(sample, sample.Files[0], rows);
        (Range trainRows, Range validationRows, Range testRows) = TimeSplit.ByShare(series.Count, 1 - validation - test, validation);
        var windows = new SeriesWindows(series.Values, trainRows.End.Value, steps);
        SequenceSet held = windows.Over(testRows);
        double unit = windows.Change * windows.Change;
        double last = Enumerable.Range(0, held.Count).Average(i => Math.Pow(held.Targets().Values(i)[0], 2)) * unit;
        return new CellTask(
            $"{series.Columns[0]}, one step ahead of {steps}", steps, windows.Train, windows.Over(validationRows), held, unit,
            $"the last value gives {Digits.Show(last)}");
    }
}
