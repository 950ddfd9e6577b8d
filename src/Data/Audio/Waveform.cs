using LstmGen.CompilerServices;

namespace LstmGen.Data;

/// <summary>Sound as samples: full scale is [-1, 1].</summary>
public sealed class Waveform
{
    /// <summary>A recording.</summary>
    /// <param name="samples"><c>[frames, channels]</c>, the channels of a frame side by side; kept, not copied.</param>
    /// <param name="sampleRate">Frames per second, in Hz.</param>
    /// <param name="channels">Channels: 1 is mono, 2 is stereo.</param>
    /// <exception cref="ArgumentException">The samples are no whole number of frames, or one is not finite.</exception>
    public Waveform(float[] samples, int sampleRate, int channels = 1)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        if (samples.Length % channels != 0)
            throw new ArgumentException(
                $"There are {samples.Length} samples, which is no multiple of {channels} channels. Give every frame all its channels.",
                nameof(samples));
        for (var i = 0; i < samples.Length; i++)
        {
            if (!float.IsFinite(samples[i]))
                throw new ArgumentException(
                    $"Sample {i} is {samples[i]}, which is not a finite number. Replace it, or leave the recording out.", nameof(samples));
        }

        (Samples, SampleRate, Channels) = (samples, sampleRate, channels);
    }

    /// <summary>All samples, <c>[frames, channels]</c>.</summary>
    public float[] Samples { get; }

    /// <summary>Frames per second, in Hz.</summary>
    public int SampleRate { get; }

    /// <summary>Channels: 1 is mono, 2 is stereo.</summary>
    public int Channels { get; }

    /// <summary>Number of frames, one sample of each channel.</summary>
    public int Frames => Samples.Length / Channels;

    /// <summary>How long it lasts.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Frames / SampleRate);

    /// <summary>One channel as a waveform of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such channel.</exception>
    public Waveform Channel(int channel)
    {
        if ((uint)channel >= (uint)Channels)
            throw new ArgumentOutOfRangeException(nameof(channel), channel, $"The recording has {Channels} channels, 0 to {Channels - 1}.");
        var samples = new float[Frames];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = Samples[i * Channels + channel];
        return new Waveform(samples, SampleRate);
    }

    /// <summary>The mean of all channels; a mono recording is returned as it is.</summary>
    public Waveform ToMono()
    {
        if (Channels == 1)
            return this;
        var samples = new float[Frames];
        for (var i = 0; i < samples.Length; i++)
        {
            double sum = 0;
            for (var channel = 0; channel < Channels; channel++)
                sum += Samples[i * Channels + channel];
            samples[i] = (float)(sum / Channels);
        }

        return new Waveform(samples, SampleRate);
    }

    /// <summary>The recording at another rate, each channel by <see cref="Resampler"/>; returned as it is where the rate is that.</summary>
    /// <param name="sampleRate">Frames per second, in Hz.</param>
    /// <exception cref="ArgumentException">The rates have so large a ratio that its filters do not fit into memory.</exception>
    public Waveform Resample(int sampleRate)
    {
        if (sampleRate == SampleRate)
            return this;
        if (Channels == 1)
            return new Waveform(Resampler.Resample(Samples, SampleRate, sampleRate), sampleRate);
        var channels = new float[Channels][];
        for (var channel = 0; channel < Channels; channel++)
            channels[channel] = Resampler.Resample(Channel(channel).Samples, SampleRate, sampleRate);
        var samples =
            new float[BlockSize.Of(channels[0].Length, Channels, "samples at the new rate x channels", "Cut the recording into several.")];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = channels[i % Channels][i / Channels];
        return new Waveform(samples, sampleRate, Channels);
    }
}
