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
    private readonly double[] mean, spread, error;
    private long rows;

    /// <summary>Creates the metric.</summary>
    /// <param name="outputs">Output columns; spans are then [rows, outputs].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="outputs"/> is below 1.</exception>
    public RSquared(int outputs = 1)
    {
        ArgumentCheck.AtLeast(outputs, 1, "Pass the outputs of the head.");
        (mean, spread, error) = (new double[outputs], new double[outputs], new double[outputs]);
    }

    /// <summary>Output columns.</summary>
    public int Outputs => mean.Length;

    /// <inheritdoc/>
    public override string Name => "r2";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override long Count => rows * mean.Length;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            if (rows < 2)
                return double.NaN;
            double sum = 0;
            for (int column = 0; column < mean.Length; column++)
                sum += spread[column] != 0 ? 1 - error[column] / spread[column] : error[column] == 0 ? 1 : 0;
            return sum / mean.Length;
        }
    }

    /// <inheritdoc/>
    public override Metric CreateRun() => new RSquared(mean.Length);

    /// <inheritdoc/>
    public override string Describe() => $"{Name} of {mean.Length}";

    /// <inheritdoc/>
    public override void Reset()
    {
        rows = 0;
        Array.Clear(mean);
        Array.Clear(spread);
        Array.Clear(error);
    }

    /// <inheritdoc/>
    protected override void Accumulate(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        if (predictions.Length % mean.Length != 0)
        {
            throw new ArgumentException(
                $"predictions has {predictions.Length} values, not whole rows of {mean.Length} outputs; pass [rows, {mean.Length}].",
                nameof(predictions));
        }

        for (int i = 0; i < predictions.Length; i += mean.Length)
        {
            rows++;
            for (int column = 0; column < mean.Length; column++)
            {
                double target = targets[i + column], residual = target - predictions[i + column];
                double delta = target - mean[column];
                mean[column] += delta / rows;
                spread[column] += delta * (target - mean[column]);
                error[column] += residual * residual;
            }
        }
    }
}
