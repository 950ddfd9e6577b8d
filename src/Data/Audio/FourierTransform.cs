namespace LstmGen.Data;

/// <summary>
/// Discrete Fourier transform in double precision: radix 2 for powers of two (Cooley and Tukey 1965), for other sizes as a convolution
/// of such a size (Bluestein 1970). Allocates nothing after it was made.
/// </summary>
internal sealed class FourierTransform
{
    private readonly int _size, _padded;
    private readonly double[] _cos, _sin, _real, _imaginary;

    // For other sizes: exp(-i pi n^2 / size), and the transform of its conjugate.
    private readonly double[]? _chirpReal, _chirpImaginary, _filterReal, _filterImaginary;

    public FourierTransform(int size)
    {
        _size = size;
        _padded = int.IsPow2(size) ? size : (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(2 * size - 1));
        (_cos, _sin) = (new double[Math.Max(1, _padded / 2)], new double[Math.Max(1, _padded / 2)]);
        for (var k = 0; k < _cos.Length; k++)
            (_sin[k], _cos[k]) = Math.SinCos(-2 * Math.PI * k / _padded);
        (_real, _imaginary) = (new double[_padded], new double[_padded]);
        if (_padded == size)
            return;

        (_chirpReal, _chirpImaginary) = (new double[size], new double[size]);
        (_filterReal, _filterImaginary) = (new double[_padded], new double[_padded]);
        for (long n = 0; n < size; n++)
        {
            // n^2 modulo 2 size, so that the angle stays small and exact.
            (_chirpImaginary[n], _chirpReal[n]) = Math.SinCos(-Math.PI * (n * n % (2L * size)) / size);
            _filterReal[n] = _filterReal[(_padded - n) % _padded] = _chirpReal[n];
            _filterImaginary[n] = _filterImaginary[(_padded - n) % _padded] = -_chirpImaginary[n];
        }

        Transform(_filterReal, _filterImaginary);
    }

    /// <summary>Squared magnitudes of bins 0 to size / 2 of real values.</summary>
    /// <param name="values">size values.</param>
    /// <param name="power">Receives size / 2 + 1 values.</param>
    public void Power(ReadOnlySpan<double> values, Span<double> power)
    {
        Array.Clear(_imaginary);
        if (_chirpReal is null)
        {
            values.CopyTo(_real);
            Transform(_real, _imaginary);
        }
        else
        {
            Convolve(values);
        }

        for (var k = 0; k <= _size / 2; k++)
            power[k] = _real[k] * _real[k] + _imaginary[k] * _imaginary[k];
    }

    // X_k = w_k sum_n (x_n w_n) conj(w_(k - n)); the factor w_k has magnitude 1 and is left out, as only magnitudes are asked for.
    private void Convolve(ReadOnlySpan<double> values)
    {
        Array.Clear(_real);
        for (var n = 0; n < _size; n++)
            (_real[n], _imaginary[n]) = (values[n] * _chirpReal![n], values[n] * _chirpImaginary![n]);
        Transform(_real, _imaginary);

        // The inverse transform is the transform of the conjugate over the size; the conjugate of the result has the same magnitude.
        var scale = 1.0 / _padded;
        for (var k = 0; k < _padded; k++)
        {
            var real = _real[k] * _filterReal![k] - _imaginary[k] * _filterImaginary![k];
            var imaginary = _real[k] * _filterImaginary[k] + _imaginary[k] * _filterReal[k];
            (_real[k], _imaginary[k]) = (real * scale, -imaginary * scale);
        }

        Transform(_real, _imaginary);
    }

    private void Transform(double[] real, double[] imaginary)
    {
        for (int i = 1, j = 0; i < _padded; i++)
        {
            var bit = _padded >> 1;
            for (; (j & bit) != 0; bit >>= 1)
                j ^= bit;
            j ^= bit;
            if (i < j)
                (real[i], real[j], imaginary[i], imaginary[j]) = (real[j], real[i], imaginary[j], imaginary[i]);
        }

        for (var half = 1; half < _padded; half *= 2)
        {
            var stride = _padded / (2 * half);
            for (var start = 0; start < _padded; start += 2 * half)
            {
                for (var k = 0; k < half; k++)
                {
                    var (a, b) = (start + k, start + k + half);
                    var (cos, sin) = (_cos[k * stride], _sin[k * stride]);
                    var oddReal = real[b] * cos - imaginary[b] * sin;
                    var oddImaginary = real[b] * sin + imaginary[b] * cos;
                    (real[b], imaginary[b]) = (real[a] - oddReal, imaginary[a] - oddImaginary);
                    (real[a], imaginary[a]) = (real[a] + oddReal, imaginary[a] + oddImaginary);
                }
            }
        }
    }
}
