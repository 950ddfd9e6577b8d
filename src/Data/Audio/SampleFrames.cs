namespace LstmGen.Data;

/// <summary>Cuts samples that arrive in pieces into frames that overlap, padded at both ends.</summary>
internal sealed class SampleFrames(int size, int hop, AudioPadding padding)
{
    private readonly int _pad = padding == AudioPadding.None ? 0 : size / 2;
    private float[] _kept = new float[4 * size];

    // Positions count padded samples: the first sample that arrives has position _pad. _kept begins at _begin, frames at _next.
    private long _begin, _end, _next;
    private bool _mirrored, _completed;

    public bool IsComplete => _completed;

    public void Reset()
    {
        (_begin, _end, _next) = (0, 0, 0);
        (_mirrored, _completed) = (false, false);
    }

    public void Write(ReadOnlySpan<float> samples)
    {
        if (_completed)
            throw new InvalidOperationException("The recording was completed. Call Reset before the samples of another one.");
        if (_end == 0 && !samples.IsEmpty)
            Room(_pad).Clear();
        samples.CopyTo(Room(samples.Length));
        if (padding != AudioPadding.Reflect || _mirrored || _end < 2L * _pad + 1)
            return;
        for (var i = 0; i < _pad; i++)
            _kept[i] = _kept[2 * _pad - i];
        _mirrored = true;
    }

    /// <exception cref="InvalidOperationException">There are too few samples to be mirrored.</exception>
    public void Complete()
    {
        if (_completed)
            return;
        if (padding == AudioPadding.Reflect && !_mirrored)
            throw new InvalidOperationException(TooShort(Math.Max(0, _end - _pad)));
        _completed = true;
        if (_end == 0)
            return;
        var last = _end - 1;
        var tail = Room(_pad);
        for (var i = 0; i < _pad; i++)
            tail[i] = padding == AudioPadding.Reflect ? _kept[(int)(last - 1 - i - _begin)] : 0;
    }

    public string TooShort(long samples) =>
        $"A mirror image at the ends takes at least {_pad + 1} samples, and there are {samples}. "
        + "Give longer recordings, a smaller FftSize, or other Padding.";

    public bool TryNext(out ReadOnlySpan<float> frame)
    {
        frame = default;
        if (_end - _next < size || (padding == AudioPadding.Reflect && !_mirrored))
            return false;
        frame = _kept.AsSpan((int)(_next - _begin), size);
        _next += hop;
        return true;
    }

    // Room for samples at the end; what no frame and no mirror image will read is dropped.
    private Span<float> Room(int count)
    {
        var used = (int)(_end - _begin);
        if (used + (long)count > _kept.Length)
        {
            var keep = Math.Max(_begin, Math.Min(_next, _end - _pad - 1));
            var kept = _kept.AsSpan((int)(keep - _begin), (int)(_end - keep));
            var needed = kept.Length + (long)count;
            var target = needed > _kept.Length ? new float[Math.Max(2L * _kept.Length, needed)] : _kept;
            kept.CopyTo(target);
            (_kept, _begin, used) = (target, keep, kept.Length);
        }

        _end += count;
        return _kept.AsSpan(used, count);
    }
}
