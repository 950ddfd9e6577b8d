using LstmGen.Training;

namespace LstmGen;

/// <summary>Coefficient of determination: 1 is perfect, 0 no better than the mean of the targets, negative worse.</summary>
/// <remarks>
/// 1 - sum((y - p)^2) / sum((y - mean(y))^2), averaged over output columns. A column with constant targets counts 1 if it is
/// predicted exactly, otherwise 0. Needs two rows. scikit-learn: <c>r2_score</c>. The second sum is kept by Welford's
/// recurrence (Knuth, The Art of Computer Programming, vol. 2, 4.2.2).
/// </remarks>
public sealed class RSquared : ValueMetric
{
    private readonly double[] _mean, _spread, _error;
    private long _rows;

    /// <summary>Creates the metric.</summary>
    /// <param name="outputs">Output columns; spans are then [rows, outputs].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="outputs"/> is below 1.</exception>
    public RSquared(int outputs = 1)
    {
        ArgumentCheck.AtLeast(outputs, 1, "Pass the outputs of the head.");
        (_mean, _spread, _error) = (new double[outputs], new double[outputs], new double[outputs]);
    }

    /// <summary>Output columns.</summary>
    public int Outputs => _mean.Length;

    /// <inheritdoc/>
    public override string Name => "r2";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override long Count => _rows * _mean.Length;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            if (_rows < 2)
                return double.NaN;
            double sum = 0;
            for (int column = 0; column < _mean.Length; column++)
                sum += _spread[column] != 0 ? 1 - _error[column] / _spread[column] : OfConstant(_error[column]);
            return sum / _mean.Length;
        }
    }

    private static double OfConstant(double error) => double.IsNaN(error) ? double.NaN : error == 0 ? 1 : 0;

    /// <inheritdoc/>
    public override Metric CreateRun() => new RSquared(_mean.Length);

    /// <inheritdoc/>
    public override string Describe() => $"{Name} of {_mean.Length}";

    /// <inheritdoc/>
    public override void Reset()
    {
        _rows = 0;
        Array.Clear(_mean);
        Array.Clear(_spread);
        Array.Clear(_error);
    }

    /// <inheritdoc/>
    protected override void Accumulate(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        if (predictions.Length % _mean.Length != 0)
        {
            throw new ArgumentException(
                $"predictions has {predictions.Length} values, not whole rows of {_mean.Length} outputs; pass [rows, {_mean.Length}].",
                nameof(predictions));
        }

        for (int i = 0; i < predictions.Length; i += _mean.Length)
        {
            _rows++;
            for (int column = 0; column < _mean.Length; column++)
            {
                double target = targets[i + column], residual = target - predictions[i + column];
                double delta = target - _mean[column];
                _mean[column] += delta / _rows;
                _spread[column] += delta * (target - _mean[column]);
                _error[column] += residual * residual;
            }
        }
    }
}
