namespace LstmGen.Data;

/// <summary>
/// Appends to each frame the slope of its last <paramref name="width"/> values over the frames around it: sum of n (x_(t+n) - x_(t-n)) over
/// 2 sum of n^2, n = 1 to <paramref name="reach"/>; the first and the last frame stand for what would lie beyond
/// (<c>torchaudio.functional.compute_deltas</c>).
/// </summary>
internal sealed class DeltaFrames(IFrameSource source, int width, int reach) : IFrameSource
{
    private readonly float[] _frame = new float[source.Width];

    // The last 2 reach + 1 frames; frame t lies at t modulo that.
    private readonly float[] _ring = new float[(2 * reach + 1) * source.Width];
    private readonly double _scale = 1.0 / (reach * (reach + 1.0) * (2 * reach + 1) / 3);
    private long _read, _written;
    private int _repeated;

    public int Width => source.Width + width;

    public bool IsComplete => source.IsComplete;

    public void Reset()
    {
        source.Reset();
        (_read, _written, _repeated) = (0, 0, 0);
    }

    public bool TryNext(Span<float> frame)
    {
        while (_read + _repeated <= _written + reach)
        {
            if (source.TryNext(_frame))
                Store(_read++);
            else if (source.IsComplete && _written < _read)
                Store(_read + _repeated++);
            else
                return false;
        }

        Slot(_written).CopyTo(frame);
        for (var i = 0; i < width; i++)
        {
            double sum = 0;
            for (var n = 1; n <= reach; n++)
                sum += n * ((double)Last(_written + n)[i] - Last(Math.Max(0, _written - n))[i]);
            frame[source.Width + i] = (float)(sum * _scale);
        }

        _written++;
        return true;
    }

    private void Store(long t) => _frame.CopyTo(Slot(t));

    private Span<float> Slot(long t) => _ring.AsSpan((int)(t % (2 * reach + 1)) * source.Width, source.Width);

    private Span<float> Last(long t) => Slot(t)[^width..];
}
