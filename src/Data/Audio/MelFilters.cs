namespace LstmGen.Data;

/// <summary>Triangular filters whose corners are evenly spaced in mels.</summary>
internal sealed class MelFilters
{
    private const double SlaneyStep = 200.0 / 3, SlaneyKnee = 1000;

    private static readonly double SlaneyLog = Math.Log(6.4) / 27;

    private readonly int[] _first;
    private readonly double[][] _weights;

    /// <exception cref="ArgumentOutOfRangeException">A filter lies between two bins and would always give 0.</exception>
    public MelFilters(AudioFeatureOptions options)
    {
        var (bins, step) = (options.FftSize / 2 + 1, (double)options.SampleRate / options.FftSize);
        var (low, high) = (ToMel(options.LowestHz, options.Scale), ToMel(options.ActualHighest, options.Scale));
        var corners = new double[options.Mels + 2];
        for (var i = 0; i < corners.Length; i++)
            corners[i] = ToHz(low + (high - low) * i / (options.Mels + 1), options.Scale);
        (_first, _weights) = (new int[options.Mels], new double[options.Mels][]);
        for (var m = 0; m < options.Mels; m++)
        {
            var (left, middle, right) = (corners[m], corners[m + 1], corners[m + 2]);
            var weights = new List<double>();
            for (var k = 0; k < bins; k++)
            {
                var hz = k * step;
                var weight = Math.Min((hz - left) / (middle - left), (right - hz) / (right - middle));
                if (!(weight > 0))
                    continue;
                if (weights.Count == 0)
                    _first[m] = k;
                weights.Add(options.UnitArea ? weight * 2 / (right - left) : weight);
            }

            _weights[m] = [.. weights];
            if (weights.Count == 0)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(options),
                    $"Mels is {options.Mels}; filter {m} reaches from {left:f1} to {right:f1} Hz, between two bins {step:f1} Hz apart, "
                    + "and would always give 0. Take fewer Mels or a larger FftSize.");
            }
        }
    }

    /// <summary>Energies of the filters.</summary>
    /// <param name="spectrum">Values of the bins.</param>
    /// <param name="energies">Receives one value per filter.</param>
    public void Apply(ReadOnlySpan<double> spectrum, Span<double> energies)
    {
        for (var m = 0; m < _weights.Length; m++)
        {
            var bins = spectrum[_first[m]..];
            double sum = 0;
            for (var k = 0; k < _weights[m].Length; k++)
                sum += _weights[m][k] * bins[k];
            energies[m] = sum;
        }
    }

    private static double ToMel(double hz, MelScale scale) =>
        scale == MelScale.Htk ? 2595 * Math.Log10(1 + hz / 700)
        : hz < SlaneyKnee ? hz / SlaneyStep
        : SlaneyKnee / SlaneyStep + Math.Log(hz / SlaneyKnee) / SlaneyLog;

    private static double ToHz(double mel, MelScale scale) =>
        scale == MelScale.Htk ? 700 * (Math.Pow(10, mel / 2595) - 1)
        : mel < SlaneyKnee / SlaneyStep ? mel * SlaneyStep
        : SlaneyKnee * Math.Exp(SlaneyLog * (mel - SlaneyKnee / SlaneyStep));
}
