namespace LstmGen.Data;

/// <summary>
/// Features while samples arrive: the same values as <see cref="AudioFeatures.Compute(ReadOnlySpan{float})"/> gives for the whole, whatever
/// the pieces. Allocates only while it grows to the largest piece.
/// </summary>
/// <remarks>A frame comes when its last sample has arrived; with deltas, <see cref="AudioFeatureOptions.DeltaReach"/> frames later for
/// each of them.</remarks>
public sealed class AudioFeatureStream
{
    private readonly MelFrames _mel;
    private readonly IFrameSource _last;

    internal AudioFeatureStream(AudioFeatureOptions options)
    {
        _mel = new MelFrames(options);
        _last = _mel;
        for (var order = 0; order < options.Deltas; order++)
            _last = new DeltaFrames(_last, _mel.Width, options.DeltaReach);
    }

    /// <summary>Values per frame.</summary>
    public int Width => _last.Width;

    /// <summary>Takes samples of one channel.</summary>
    /// <exception cref="InvalidOperationException">The recording was completed.</exception>
    public void Write(ReadOnlySpan<float> samples) => _mel.Write(samples);

    /// <summary>Says that the recording has ended: the last frames can be read.</summary>
    /// <exception cref="InvalidOperationException">There are too few samples to be mirrored.</exception>
    public void Complete() => _mel.Complete();

    /// <summary>Writes the next frame, where all that it depends on has arrived.</summary>
    /// <param name="frame">Receives <see cref="Width"/> values.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="ArgumentException">There are too few places.</exception>
    public bool TryRead(Span<float> frame) => frame.Length >= Width
        ? _last.TryNext(frame[..Width])
        : throw new ArgumentException($"There are {frame.Length} places for a frame of {Width} values.", nameof(frame));

    /// <summary>Begins again with another recording.</summary>
    public void Reset() => _last.Reset();
}
