using System.Numerics.Tensors;
using LstmGen.Data;

namespace LstmGen.Samples.Speech;

/// <summary>Joins words of one speaker to phrases, with gaps of noise between them.</summary>
/// <param name="seed">Decides which words, and how long the gaps are.</param>
/// <param name="varied">Whether words are also spoken faster and slower, higher and lower, louder and softer: to learn from.</param>
internal sealed class PhraseMaker(long seed, bool varied)
{
    private const int Shortest = 3, Longest = 5;

    private SeededRandom _random = new(seed);

    /// <summary>Phrases of 3 to 5 words in which each recording occurs <paramref name="rounds"/> times.</summary>
    public List<Phrase> Make(IEnumerable<SpokenWord> words, int rounds)
    {
        var phrases = new List<Phrase>();
        foreach (IGrouping<string, SpokenWord> speaker in words.GroupBy(word => word.Speaker))
        {
            SpokenWord[] own = [.. speaker];
            for (int round = 0; round < rounds; round++)
            {
                int[] order = [.. Enumerable.Range(0, own.Length)];
                _random.Shuffle(order);
                for (int at = 0; at < order.Length;)
                {
                    int size = Size(order.Length - at);
                    phrases.Add(Join([.. order.AsSpan(at, size).ToArray().Select(i => own[i])]));
                    at += size;
                }
            }
        }

        return phrases;
    }

    /// <summary>Each recording alone.</summary>
    public List<Phrase> Single(IEnumerable<SpokenWord> words) => [.. words.Select(word => Join([word]))];

    /// <summary>Each recording alone, and half as often nothing: that something is said is not known from the start.</summary>
    public List<Phrase> WordsAndSilence(IReadOnlyList<SpokenWord> words)
    {
        List<Phrase> phrases = Single(words);
        for (int i = 0; i < words.Count; i += 2)
        {
            var samples = new List<float>();
            double noise = Level([words[i]]) * Math.Pow(10, -3 + 1.5 * _random.NextDouble());
            for (int rests = 0; rests < 3; rests++)
                Rest(samples, noise);
            phrases.Add(new Phrase([.. samples], [], [], []));
        }

        return phrases;
    }

    // So many that no fewer than three are left, where there are as many.
    private int Size(int left)
    {
        int size = Math.Min(left, Shortest + _random.NextInt(Longest - Shortest + 1));
        return left - size is 0 or >= Shortest ? size : left <= Longest ? left : left - Shortest;
    }

    private Phrase Join(SpokenWord[] words)
    {
        double gain = varied ? Math.Pow(10, _random.NextDouble() - 0.5) : 1;
        double noise = gain * Level(words) * Math.Pow(10, -3 + 1.5 * _random.NextDouble());
        var samples = new List<float>();
        int[] begins = new int[words.Length], ends = new int[words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            Rest(samples, noise);
            begins[i] = samples.Count;
            float[] spoken = words[i].Samples;
            if (varied)
                spoken = Resampler.Resample(spoken, Sound.Rate, Sound.Rate / 100 * (88 + _random.NextInt(25)));
            double own = varied ? gain * (0.8 + 0.4 * _random.NextDouble()) : gain;
            foreach (float sample in spoken)
                samples.Add((float)(own * sample + noise * _random.NextGaussian()));
            ends[i] = samples.Count;
        }

        Rest(samples, noise);
        return new Phrase([.. samples], [.. words.Select(word => word.Word)], begins, ends);
    }

    // Root of the mean square: noise is 30 to 60 dB below it.
    private static double Level(SpokenWord[] words)
    {
        double sum = 0;
        foreach (SpokenWord word in words)
            sum += TensorPrimitives.SumOfSquares(word.Samples);
        return Math.Sqrt(sum / words.Sum(word => word.Samples.Length));
    }

    // 0.05 to 0.35 s.
    private void Rest(List<float> samples, double noise)
    {
        for (int left = (int)(Sound.Rate * (0.05 + 0.3 * _random.NextDouble())); left > 0; left--)
            samples.Add((float)(noise * _random.NextGaussian()));
    }
}
