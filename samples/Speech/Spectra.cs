using LstmGen.Data;

namespace LstmGen.Samples.Speech;

/// <summary>Phrases as a model reads them: scaled log-mel energies.</summary>
internal static class Spectra
{
    private const int BandMasks = 2, WidestBand = 5, TimeMasks = 2, LongestTime = 8;

    /// <summary>A set of phrases, not scaled.</summary>
    public static SequenceSet Set(IReadOnlyList<Phrase> phrases)
    {
        var features = new AudioFeatures(Sound.Options);
        return SequenceSet
            .FromFeatures([.. phrases.Select(phrase => features.Compute(phrase.Samples))], Sound.Mels)
            .WithLabels([.. phrases.Select(phrase => Array.ConvertAll(phrase.Words, word => word + 1))]);
    }

    /// <summary>
    /// The set with bands of frequencies and spans of time hidden, so that no single one of them decides (SpecAugment, Park et al. 2019).
    /// Of a scaled set 0 is the mean.
    /// </summary>
    public static SequenceSet Hide(SequenceSet set, long seed)
    {
        var random = new SeededRandom(seed);
        var features = new float[set.Count][];
        var labels = new int[set.Count][];
        for (int i = 0; i < set.Count; i++)
        {
            features[i] = set.Features(i).ToArray();
            labels[i] = set.Targets().Classes(i).ToArray();
            int steps = set.Length(i);
            for (int mask = 0; mask < BandMasks; mask++)
            {
                int width = random.NextInt(WidestBand + 1), from = random.NextInt(Sound.Mels - width + 1);
                for (int t = 0; t < steps; t++)
                    features[i].AsSpan(t * Sound.Mels + from, width).Clear();
            }

            for (int mask = 0; mask < TimeMasks; mask++)
            {
                int length = Math.Min(steps, random.NextInt(LongestTime + 1)), from = random.NextInt(steps - length + 1);
                features[i].AsSpan(from * Sound.Mels, length * Sound.Mels).Clear();
            }
        }

        return SequenceSet.FromFeatures(features, Sound.Mels).WithLabels(labels);
    }
}
