namespace LstmGen.Data;

/// <summary>Mel energies, their logarithms or their cepstral coefficients, frame by frame.</summary>
internal sealed class MelFrames : IFrameSource
{
    private readonly AudioFeatureOptions _options;
    private readonly SampleFrames _frames;
    private readonly FourierTransform _transform;
    private readonly MelFilters _filters;
    private readonly double[] _window, _windowed, _spectrum, _energies;
    private readonly double[]? _cosines;

    public MelFrames(AudioFeatureOptions options)
    {
        _options = options;
        _frames = new SampleFrames(options.FftSize, options.Hop, options.Padding);
        _transform = new FourierTransform(options.FftSize);
        _filters = new MelFilters(options);
        _window = Hann(options.ActualWindow, options.FftSize);
        (_windowed, _spectrum, _energies) = (new double[options.FftSize], new double[options.FftSize / 2 + 1], new double[options.Mels]);
        if (options.Coefficients is { } coefficients)
            _cosines = Cosines(coefficients, options.Mels);
    }

    public int Width => _cosines is null ? _options.Mels : _options.Width / (_options.Deltas + 1);

    public bool IsComplete => _frames.IsComplete;

    public void Write(ReadOnlySpan<float> samples) => _frames.Write(samples);

    public void Complete() => _frames.Complete();

    public void Reset() => _frames.Reset();

    public bool TryNext(Span<float> frame)
    {
        if (!_frames.TryNext(out var samples))
            return false;
        for (var i = 0; i < samples.Length; i++)
            _windowed[i] = samples[i] * _window[i];
        _transform.Power(_windowed, _spectrum);
        if (_options.Power != 2)
        {
            for (var k = 0; k < _spectrum.Length; k++)
                _spectrum[k] = Math.Pow(_spectrum[k], _options.Power / 2);
        }

        _filters.Apply(_spectrum, _energies);
        for (var m = 0; _options.Log && m < _energies.Length; m++)
            _energies[m] = Math.Log(_energies[m] + _options.LogOffset);
        for (var c = 0; c < Width; c++)
            frame[c] = (float)(_cosines is null ? _energies[c] : Dot(_cosines.AsSpan(c * _energies.Length, _energies.Length)));
        return true;
    }

    private double Dot(ReadOnlySpan<double> row)
    {
        double sum = 0;
        for (var m = 0; m < row.Length; m++)
            sum += row[m] * _energies[m];
        return sum;
    }

    // The periodic form, sin^2(pi n / size), in the middle of the frame.
    private static double[] Hann(int size, int frame)
    {
        var window = new double[frame];
        for (var n = 0; n < size; n++)
        {
            var sine = Math.Sin(Math.PI * n / size);
            window[(frame - size) / 2 + n] = sine * sine;
        }

        return window;
    }

    // Orthonormal DCT-II.
    private static double[] Cosines(int coefficients, int mels)
    {
        var rows = new double[coefficients * mels];
        for (var c = 0; c < coefficients; c++)
        {
            for (var m = 0; m < mels; m++)
                rows[c * mels + m] = Math.Sqrt((c == 0 ? 1.0 : 2.0) / mels) * Math.Cos(Math.PI * c * (m + 0.5) / mels);
        }

        return rows;
    }
}
