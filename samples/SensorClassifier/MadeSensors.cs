using LstmGen.Data;

namespace LstmGen.Samples.SensorClassifier;

/// <summary>Made recordings: nine classes, each with its own level and swing in twelve channels, 7 to 29 steps, with noise.</summary>
internal static class MadeSensors
{
    private const int Channels = 12, Classes = 9;

    public static SensorData Create(long seed)
    {
        var random = new SeededRandom(seed);
        double[] levels = Draw(ref random), swings = Draw(ref random);
        return SensorData.Of(Part(270, levels, swings, ref random), Part(180, levels, swings, ref random), "");
    }

    private static double[] Draw(ref SeededRandom random)
    {
        var values = new double[Classes * Channels];
        for (int i = 0; i < values.Length; i++)
            values[i] = random.NextGaussian();
        return values;
    }

    private static TsData Part(int count, double[] levels, double[] swings, ref SeededRandom random)
    {
        var recordings = new float[count][];
        var labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            int label = labels[i] = i % Classes, length = 7 + random.NextInt(23);
            double phase = random.NextDouble();
            recordings[i] = new float[length * Channels];
            for (int t = 0; t < length; t++)
            {
                for (int channel = 0; channel < Channels; channel++)
                {
                    int at = label * Channels + channel;
                    recordings[i][t * Channels + channel] = (float)(
                        0.5 * levels[at] + swings[at] * Math.Sin(Math.Tau * (phase + t / 12.0)) + 1.5 * random.NextGaussian());
                }
            }
        }

        SequenceSet set = SequenceSet.FromFeatures(recordings, Channels).WithClasses(labels);
        return new TsData("made sensors", set, [.. Enumerable.Range(1, Classes).Select(i => $"{i}")]);
    }
}
