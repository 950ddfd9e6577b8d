using System.Numerics;

namespace LstmGen.Data;

/// <summary>
/// Converts between sample rates while samples arrive: a sinc filter of 6 zero crossings in a Hann window, with 0.99 of the lower rate's
/// half as its edge. The values are those of <c>torchaudio.functional.resample</c> with its defaults.
/// </summary>
/// <remarks>Allocates only while it grows to the largest piece. One channel; not shared between threads.</remarks>
public sealed class Resampler
{
    private const int ZeroCrossings = 6, MostTaps = 1 << 24;
    private const double Rolloff = 0.99;

    private readonly int _from, _to;

    // Output n = m to + j reads the input from m from + _first[j] on, with the taps from _taps[j] to _taps[j + 1].
    private readonly int[] _first, _taps;
    private readonly float[] _weights;
    private readonly long _reach;
    private float[] _kept = new float[1024];
    private long _begin, _end, _next;
    private bool _completed;

    /// <summary>A converter.</summary>
    /// <param name="from">Samples per second that arrive, in Hz.</param>
    /// <param name="to">Samples per second that are wanted, in Hz.</param>
    /// <exception cref="ArgumentException">The rates have so large a ratio that the filters do not fit into memory.</exception>
    public Resampler(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(from);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(to);
        var divisor = (int)BigInteger.GreatestCommonDivisor(from, to);
        (_from, _to) = (from / divisor, to / divisor);
        if (_from == _to)
        {
            (_first, _taps, _weights) = ([0], [0, 1], [1]);
            return;
        }

        // In input samples: the distance of the filter's zero crossings, and how far it reaches.
        var edge = Math.Min(_from, _to) * Rolloff;
        var reach = ZeroCrossings * _from / edge;
        if (_to * (2 * reach + 1) > MostTaps)
            throw new ArgumentException(
                $"From {from} to {to} Hz takes {_to} filters of about {2 * reach + 1:f0} samples, more than are made. "
                + "Convert in two steps, or to a rate that has a larger common divisor.",
                nameof(to));
        (_first, _taps) = (new int[_to], new int[_to + 1]);
        var weights = new List<float>();
        for (var j = 0; j < _to; j++)
        {
            var middle = (double)j * _from / _to;
            _first[j] = (int)Math.Ceiling(middle - reach);
            for (var i = _first[j]; i <= middle + reach; i++)
                weights.Add((float)Weight(((double)i / _from - (double)j / _to) * edge, edge / _from));
            _taps[j + 1] = weights.Count;
        }

        _weights = [.. weights];
        _reach = (long)Math.Ceiling(reach) + _from;
    }

    /// <summary>Converts a whole recording of one channel.</summary>
    /// <param name="samples">Samples at the rate <paramref name="from"/>.</param>
    /// <param name="from">Samples per second, in Hz.</param>
    /// <param name="to">Samples per second that are wanted, in Hz.</param>
    /// <returns>samples x to / from, rounded up.</returns>
    /// <exception cref="ArgumentException">As for the constructor, or the result is longer than an array.</exception>
    public static float[] Resample(ReadOnlySpan<float> samples, int from, int to)
    {
        var resampler = new Resampler(from, to);
        var result = new float[CompilerServices.BlockSize.Of(
            resampler.Length(samples.Length), 1, "samples at the new rate x channels", "Cut the recording into several.")];
        resampler.Write(samples);
        resampler.Complete();
        resampler.Read(result);
        return result;
    }

    /// <summary>Takes samples.</summary>
    /// <exception cref="InvalidOperationException">The recording was completed.</exception>
    public void Write(ReadOnlySpan<float> samples)
    {
        if (_completed)
            throw new InvalidOperationException("The recording was completed. Make another resampler for another recording.");
        var used = (int)(_end - _begin);
        if (used + (long)samples.Length > _kept.Length)
        {
            var keep = Math.Clamp(_next / _to * _from - _reach, _begin, _end);
            var kept = _kept.AsSpan((int)(keep - _begin), (int)(_end - keep));
            var needed = kept.Length + (long)samples.Length;
            var target = needed > _kept.Length ? new float[Math.Max(2L * _kept.Length, needed)] : _kept;
            kept.CopyTo(target);
            (_kept, _begin, used) = (target, keep, kept.Length);
        }

        samples.CopyTo(_kept.AsSpan(used));
        _end += samples.Length;
    }

    /// <summary>Says that the recording has ended; silence follows it.</summary>
    public void Complete() => _completed = true;

    /// <summary>Writes the samples for which all that they depend on has arrived, as many as there is room for.</summary>
    /// <returns>How many.</returns>
    public int Read(Span<float> samples)
    {
        var count = 0;
        for (; count < samples.Length; count++, _next++)
        {
            var j = (int)(_next % _to);
            var first = _next / _to * _from + _first[j];
            var taps = _weights.AsSpan(_taps[j].._taps[j + 1]);
            if (_completed ? _next >= Length(_end) : first + taps.Length > _end)
                break;
            double sum = 0;
            for (var i = (int)Math.Max(0, -first); i < taps.Length && first + i < _end; i++)
                sum += (double)taps[i] * _kept[(int)(first + i - _begin)];
            samples[count] = (float)sum;
        }

        return count;
    }

    private long Length(long samples) => (samples * _to + _from - 1) / _from;

    private static double Weight(double t, double scale)
    {
        if (Math.Abs(t) >= ZeroCrossings)
            return 0;
        var window = Math.Cos(t * Math.PI / ZeroCrossings / 2);
        return (t == 0 ? 1 : Math.Sin(Math.PI * t) / (Math.PI * t)) * window * window * scale;
    }
}
