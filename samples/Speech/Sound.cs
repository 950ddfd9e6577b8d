using LstmGen.Data;

namespace LstmGen.Samples.Speech;

/// <summary>What the models hear: 8000 samples a second, as 40 log-mel energies every 20 ms.</summary>
internal static class Sound
{
    public const int Rate = 8000, Mels = 40, Hop = 160;

    /// <summary>Seconds from one frame to the next.</summary>
    public const double Step = (double)Hop / Rate;

    /// <summary>Frames begin in the recording and end in it, so that the model that listens gets the same ones.</summary>
    public static AudioFeatureOptions Options { get; } = new()
    {
        SampleRate = Rate, FftSize = 256, Hop = Hop, Mels = Mels, LowestHz = 60, HighestHz = 3900, Padding = AudioPadding.None,
    };

    /// <summary>A recording as one channel at the rate of the models.</summary>
    public static float[] Samples(Waveform waveform) => waveform.ToMono().Resample(Rate).Samples;
}
