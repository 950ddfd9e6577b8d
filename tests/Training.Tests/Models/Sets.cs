using LstmGen.Data;

namespace LstmGen.Training.Tests;

/// <summary>Small data sets drawn by a seed.</summary>
internal static class Sets
{
    public static SequenceSet Features(int count, int features, int shortest, int longest, long seed = 1)
    {
        var random = new SeededRandom(seed);
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++)
            rows[i] = Values((shortest + random.NextInt(longest - shortest + 1)) * features, ref random);
        return SequenceSet.FromFeatures(rows, features);
    }

    public static SequenceSet Tokens(int count, int vocabulary, int shortest, int longest, long seed = 1)
    {
        var random = new SeededRandom(seed);
        int[][] rows = new int[count][];
        for (int i = 0; i < count; i++)
            rows[i] = Classes(shortest + random.NextInt(longest - shortest + 1), vocabulary, ref random);
        return SequenceSet.FromTokens(rows);
    }

    /// <summary>Features of 3 and two real targets per sequence.</summary>
    public static SequenceSet Regression(int count, int shortest = 4, int longest = 4, long seed = 1) =>
        Features(count, 3, shortest, longest, seed).WithValues(Values(count * 2, seed + 100), 2);

    /// <summary>Tokens below 12 and one of three classes per sequence.</summary>
    public static SequenceSet Classification(int count, int shortest = 2, int longest = 7, long seed = 1) =>
        Tokens(count, 12, shortest, longest, seed).WithClasses(Classes(count, 3, seed + 100));

    /// <summary>Features of 2 and a value per step.</summary>
    public static SequenceSet StepValues(int count, int shortest, int longest, long seed = 1)
    {
        SequenceSet set = Features(count, 2, shortest, longest, seed);
        return set.WithStepValues(Values((int)set.TotalSteps, seed + 100));
    }

    /// <summary>Windows of ten values of a sine and the next value.</summary>
    public static SequenceSet Sine(int points = 1000)
    {
        float[] series = new float[points];
        for (int i = 0; i < points; i++)
            series[i] = MathF.Sin(100f * i / 999f);
        return Windows.Over(new TimeSeries(series, ["sin"]), 10);
    }

    public static float[] Values(int count, long seed)
    {
        var random = new SeededRandom(seed);
        return Values(count, ref random);
    }

    public static int[] Classes(int count, int classes, long seed)
    {
        var random = new SeededRandom(seed);
        return Classes(count, classes, ref random);
    }

    private static float[] Values(int count, ref SeededRandom random)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (float)random.NextGaussian();
        return values;
    }

    private static int[] Classes(int count, int classes, ref SeededRandom random)
    {
        int[] values = new int[count];
        for (int i = 0; i < count; i++)
            values[i] = random.NextInt(classes);
        return values;
    }

    /// <summary>The set with weights of its sequences and of its steps.</summary>
    public static SequenceSet Weighted(SequenceSet set) => set
        .WithWeights([.. Enumerable.Range(0, set.Count).Select(i => i % 3 * 0.5f)])
        .WithStepWeights([.. Sets.Values((int)set.TotalSteps, 8).Select(MathF.Abs)], "head");
}
