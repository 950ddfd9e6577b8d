using LstmGen.CompilerServices;

namespace LstmGen.Data;

/// <summary>
/// Mel spectrograms of recordings, their logarithms, or MFCCs, with deltas where they are asked for; computed in double precision.
/// </summary>
/// <remarks>
/// Frame by frame: Hann window (periodic), Fourier transform, power, triangular mel filters, ln(energy + offset), orthonormal DCT-II.
/// The options name what torchaudio and librosa call each. Not shared between threads; <see cref="CreateStream"/> is, once made,
/// independent.
/// </remarks>
public sealed class AudioFeatures
{
    private readonly AudioFeatureStream _stream;

    /// <summary>Features as the options say.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range, or a mel filter lies between two bins.</exception>
    public AudioFeatures(AudioFeatureOptions? options = null)
    {
        Options = options ?? new AudioFeatureOptions();
        Options.Check();
        _stream = CreateStream();
    }

    /// <summary>What is computed.</summary>
    public AudioFeatureOptions Options { get; }

    /// <summary>Values per frame.</summary>
    public int Width => Options.Width;

    /// <summary>Frames of a recording.</summary>
    /// <param name="samples">Its samples.</param>
    /// <exception cref="ArgumentException">There are too few for the padding.</exception>
    public int Frames(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        var pad = Options.Padding == AudioPadding.None ? 0 : Options.FftSize / 2;
        if (Options.Padding == AudioPadding.Reflect && samples <= pad)
            throw new ArgumentException(new SampleFrames(Options.FftSize, Options.Hop, Options.Padding).TooShort(samples), nameof(samples));
        var rest = samples == 0 ? -1 : samples + 2L * pad - Options.FftSize;
        return rest < 0 ? 0 : (int)(1 + rest / Options.Hop);
    }

    /// <summary>Features of a whole recording.</summary>
    /// <param name="samples">Samples of one channel.</param>
    /// <returns><c>[frames, width]</c>, row by row.</returns>
    /// <exception cref="ArgumentException">There are too few samples for the padding.</exception>
    public float[] Compute(ReadOnlySpan<float> samples)
    {
        var frames = new float[BlockSize.Of(Frames(samples.Length), Width, "frames x width", "Cut the recording into several.")];
        Compute(samples, frames);
        return frames;
    }

    /// <summary>Features of a whole recording, into memory of one's own. Allocates nothing once it has seen a recording as long.</summary>
    /// <param name="samples">Samples of one channel.</param>
    /// <param name="frames">Receives <c>[frames, width]</c>, row by row.</param>
    /// <returns>The number of frames.</returns>
    /// <exception cref="ArgumentException">There are too few samples for the padding, or too few places.</exception>
    public int Compute(ReadOnlySpan<float> samples, Span<float> frames)
    {
        var count = Frames(samples.Length);
        if ((long)count * Width > frames.Length)
            throw new ArgumentException(
                $"There are {frames.Length} places for {count} frames of {Width} values. Give {(long)count * Width}.", nameof(frames));
        _stream.Reset();
        _stream.Write(samples);
        _stream.Complete();
        for (var t = 0; t < count; t++)
            _stream.TryRead(frames.Slice(t * Width, Width));
        return count;
    }

    /// <summary>
    /// Features of a recording in one channel at the options' sample rate; several channels are averaged, another rate is converted.
    /// </summary>
    /// <returns><c>[frames, width]</c>, row by row.</returns>
    /// <exception cref="ArgumentException">There are too few samples for the padding.</exception>
    public float[] Compute(Waveform waveform)
    {
        ArgumentNullException.ThrowIfNull(waveform);
        return Compute(waveform.ToMono().Resample(Options.SampleRate).Samples);
    }

    /// <summary>The same features while samples arrive.</summary>
    public AudioFeatureStream CreateStream() => new(Options);
}
