using LstmGen.Data;

namespace LstmGen.Samples.Playground;

/// <summary>What is learnt on the page of live training.</summary>
/// <param name="Name">sine, adding, parity or csv.</param>
/// <param name="Train">To learn from.</param>
/// <param name="Test">To be drawn and measured on, never trained on.</param>
/// <param name="Scale">What a value is multiplied by to be in the data's unit.</param>
/// <param name="Shift">What is added then.</param>
public sealed record LiveTask(string Name, SequenceSet Train, SequenceSet Test, double Scale = 1, double Shift = 0)
{
    private const int Window = 20;

    /// <summary>Rows of a file that are used at most: the last ones.</summary>
    public const int MaxRows = 5000;

    /// <summary>Rows of a file that are needed.</summary>
    public const int MinRows = 60;

    /// <summary>Whether the task is one of even and odd.</summary>
    public bool IsParity => Name == "parity";

    /// <summary>A task by its name.</summary>
    /// <param name="name">sine, adding or parity; csv needs <paramref name="values"/>.</param>
    /// <param name="values">The series of csv, in order of time.</param>
    /// <exception cref="ArgumentException">There is no such task, or the series is too short or constant.</exception>
    public static LiveTask Find(string name, double[]? values = null) => name switch
    {
        "sine" => Series("sine", [.. SyntheticSeries.NoisySine(480, 25, 0.1, 7).Values]),
        "adding" => new("adding", SyntheticSeries.AddingProblem(1000, Window, 1), SyntheticSeries.AddingProblem(60, Window, 2)),
        "parity" => new("parity", Parity(1000, 12, 1), Parity(5, 12, 2)),
        "csv" => Series("csv", Checked(values)),
        _ => throw new ArgumentException($"task is '{name}'; give sine, adding, parity or csv.", nameof(name)),
    };

    /// <summary>
    /// Windows of a value and its change in, the next value out; scaled by the mean and deviation of the first three quarters.
    /// </summary>
    private static LiveTask Series(string name, float[] values)
    {
        int train = values.Length * 3 / 4;
        double mean = values.Take(train).Average();
        double deviation = Math.Sqrt(values.Take(train).Average(x => (x - mean) * (x - mean)));
        if (deviation < 1e-12)
            throw new ArgumentException(
                "The first three quarters of the column are all the same value: there is nothing to learn. Choose another column.",
                nameof(values));
        float[] scaled = [.. values.Select(x => (float)((x - mean) / deviation))];
        return new(name, Windows(scaled, 1, train), Windows(scaled, train - Window, scaled.Length), deviation, mean);
    }

    private static SequenceSet Windows(float[] values, int begin, int end)
    {
        var inputs = new List<float[]>();
        var targets = new List<float>();
        for (int first = Math.Max(begin, 1); first + Window < end; first++)
        {
            var row = new float[2 * Window];
            for (int t = 0; t < Window; t++)
                (row[2 * t], row[2 * t + 1]) = (values[first + t], values[first + t] - values[first + t - 1]);
            inputs.Add(row);
            targets.Add(values[first + Window]);
        }

        return SequenceSet.FromFeatures(inputs, 2).WithValues([.. targets]);
    }

    private static SequenceSet Parity(int count, int length, long seed)
    {
        var random = new SeededRandom(seed);
        var inputs = new List<float[]>();
        var classes = new int[count * length];
        for (int row = 0; row < count; row++)
        {
            var bits = new float[2 * length];
            int odd = 0;
            for (int t = 0; t < length; t++)
            {
                int bit = random.NextInt(2);
                bits[2 * t + bit] = 1;
                classes[row * length + t] = odd ^= bit;
            }

            inputs.Add(bits);
        }

        return SequenceSet.FromFeatures(inputs, 2).WithStepClasses(classes);
    }

    private static float[] Checked(double[]? values)
    {
        if (values is null || values.Length < MinRows)
            throw new ArgumentException(
                $"The series has {values?.Length ?? 0} values, {MinRows} are needed: windows of {Window}, and a quarter to test on. "
                + "Use a longer file.", nameof(values));
        return [.. values.TakeLast(MaxRows).Select(x => (float)x)];
    }
}
