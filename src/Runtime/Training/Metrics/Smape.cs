using LstmGen.Training;

namespace LstmGen;

/// <summary>Symmetric mean absolute percentage error, as a fraction from 0 to 2.</summary>
/// <remarks>
/// mean(2 |p - y| / (|p| + |y|)), an item of 0 and 0 counting as 0. Source: Makridakis et al. 2020, "The M4 Competition" (there times 100).
/// </remarks>
public sealed class Smape : MeanErrorMetric
{
    /// <inheritdoc/>
    public override string Name => "smape";

    /// <inheritdoc/>
    public override Metric CreateRun() => new Smape();

    private protected override double SumOfErrors(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        double sum = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            double size = Math.Abs((double)predictions[i]) + Math.Abs((double)targets[i]);
            sum += size == 0 ? 0 : 2 * Math.Abs((double)predictions[i] - targets[i]) / size;
        }

        return sum;
    }
}
