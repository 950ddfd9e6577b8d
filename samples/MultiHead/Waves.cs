using LstmGen.Data;

namespace LstmGen.Samples.MultiHead;

/// <summary>Noisy waves of 32 to 64 steps with random phase: a sine, a square or a triangle of 1 to 5 turns per 64 steps.</summary>
internal static class Waves
{
    public static IReadOnlyList<string> Shapes { get; } = ["sine", "square", "triangle"];

    /// <summary>Targets: the shape's class, and the frequency brought to [-1, 1].</summary>
    public static SequenceSet Draw(int count, long seed)
    {
        var random = new SeededRandom(seed);
        var waves = new float[count][];
        var shapes = new int[count];
        var frequencies = new float[count];
        for (int i = 0; i < count; i++)
        {
            shapes[i] = random.NextInt(3);
            double turns = 1 + 4 * random.NextDouble(), phase = random.NextDouble();
            frequencies[i] = (float)ToTarget(turns);
            waves[i] = new float[32 + random.NextInt(33)];
            for (int t = 0; t < waves[i].Length; t++)
                waves[i][t] = (float)(Value(shapes[i], phase + turns * t / 64) + 0.1 * random.NextGaussian());
        }

        return SequenceSet.FromFeatures(waves, 1).WithClasses(shapes, "shape").WithValues(frequencies, 1, "frequency");
    }

    /// <summary>Turns per 64 steps as a target.</summary>
    public static double ToTarget(double turns) => (turns - 3) / 2;

    /// <summary>A target as turns per 64 steps.</summary>
    public static double ToTurns(double target) => 2 * target + 3;

    private static double Value(int shape, double turns)
    {
        double sine = Math.Sin(Math.Tau * turns);
        return shape switch
        {
            0 => sine,
            1 => Math.Sign(sine),
            _ => 2 / Math.PI * Math.Asin(sine),
        };
    }
}
