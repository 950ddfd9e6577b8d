using LstmGen.Data;

namespace LstmGen.Samples.Speech;

/// <summary>Tones instead of speech: each digit is two of five tones, and each voice has a pitch of its own.</summary>
internal static class MadeTones
{
    private static readonly double[] Tones = [400, 640, 1024, 1638, 2621];
    private static readonly (string Name, double Pitch)[] Voices = [("low", 0.92), ("middle", 1), ("high", 1.06), ("shrill", 1.12)];

    /// <summary>Made recordings.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="each">Recordings of each digit by each voice; a sixth chooses the best epoch, a quarter is held out.</param>
    public static SpeechData Digits(long seed, int each)
    {
        var random = new SeededRandom(seed);
        List<SpokenWord> train = [], validation = [], test = [];
        foreach ((string name, double pitch) in Voices)
        {
            for (int i = 0; i < 10 * each; i++)
            {
                List<SpokenWord> part = i / 10 < each / 4 ? test : i / 10 < each / 4 + each / 6 ? validation : train;
                part.Add(new SpokenWord(Say(i % 10, pitch, ref random), i % 10, name));
            }
        }

        return new SpeechData("tones made here", SpeechData.Digits, new(train, validation, test));
    }

    private static float[] Say(int digit, double pitch, ref SeededRandom random)
    {
        (double first, double second) = Pair(digit);
        int length = (int)(Sound.Rate * (0.2 + 0.15 * random.NextDouble()));
        double voice = Math.Tau * pitch * (0.98 + 0.04 * random.NextDouble()) / Sound.Rate, loudness = 0.1 + 0.3 * random.NextDouble();
        var samples = new float[length];
        for (int t = 0; t < length; t++)
        {
            double envelope = loudness * Math.Min(1, 12 * Math.Min(t, length - t) / (double)length);
            double tones = Math.Sin(voice * first * t) + Math.Sin(voice * second * t);
            samples[t] = (float)(envelope * tones + 0.01 * random.NextGaussian());
        }

        return samples;
    }

    // Of five there are ten pairs.
    private static (double First, double Second) Pair(int digit)
    {
        for (int first = 0; ; first++)
        {
            int pairs = Tones.Length - 1 - first;
            if (digit < pairs)
                return (Tones[first], Tones[first + 1 + digit]);
            digit -= pairs;
        }
    }
}
