using System.Globalization;

namespace LstmGen.Samples.Arithmetic;

/// <summary>The sequences s, s + d, ..., s + 4 d with s in 1..100 and d in 1..10, divided by 100.</summary>
internal static class Progressions
{
    /// <summary>What numbers are divided by, so that the network sees values around 1.</summary>
    public const float Scale = 100f;

    /// <summary>Elements that the model sees.</summary>
    public const int Length = 4;

    /// <summary>Sequences to be asked for at the end, and what comes next.</summary>
    public static (float[] Seen, float Next)[] Questions { get; } =
    [
        ([10, 20, 30, 40], 50),
        ([5, 8, 11, 14], 17),
        ([60, 62, 64, 66], 68),
        ([33, 37, 41, 45], 49),
        ([100, 110, 120, 130], 140),
    ];

    /// <summary>All 1000 of them: [1000, 4, 1] and the fifth elements.</summary>
    public static SequenceSet All()
    {
        var seen = new List<float[]>();
        var next = new List<float>();
        for (int start = 1; start <= 100; start++)
        {
            for (int step = 1; step <= 10; step++)
            {
                seen.Add([.. Enumerable.Range(0, Length).Select(i => (start + i * step) / Scale)]);
                next.Add((start + Length * step) / Scale);
            }
        }

        return SequenceSet.FromFeatures(seen, features: 1).WithValues([.. next]);
    }

    /// <summary>Reads numbers separated by commas.</summary>
    public static float[] Parse(string text)
    {
        string[] parts = text.Split(',');
        var values = new float[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!float.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !float.IsFinite(values[i]))
                throw new ArgumentException($"--sequence is '{text}'; '{parts[i]}' is not a number. Give numbers, such as 3,6,9,12.");
        }

        return values;
    }
}
