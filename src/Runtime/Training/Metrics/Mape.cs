using LstmGen.Training;

namespace LstmGen;

/// <summary>Mean absolute percentage error, as a fraction: 0.1 is 10 %.</summary>
/// <remarks>
/// mean(|p - y| / max(|y|, 2^-52)); targets of 0 make it very large. scikit-learn: <c>mean_absolute_percentage_error</c>.
/// </remarks>
public sealed class Mape : MeanErrorMetric
{
    /// <inheritdoc/>
    public override string Name => "mape";

    private const double SmallestTarget = 2.220446049250313e-16;      // 2^-52

    /// <inheritdoc/>
    public override Metric CreateRun() => new Mape();

    private protected override double SumOfErrors(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        double sum = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            double target = targets[i];
            sum += Math.Abs(predictions[i] - target) / Math.Max(Math.Abs(target), SmallestTarget);
        }

        return sum;
    }
}
