using LstmGen.Training;

namespace LstmGen;

/// <summary>Mean absolute error.</summary>
/// <remarks>mean(|p - y|). scikit-learn: <c>mean_absolute_error</c>.</remarks>
public sealed class Mae : MeanErrorMetric
{
    /// <inheritdoc/>
    public override string Name => "mae";

    /// <inheritdoc/>
    public override Metric CreateRun() => new Mae();

    private protected override double SumOfErrors(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        double sum = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            sum += Math.Abs((double)predictions[i] - targets[i]);
        }

        return sum;
    }
}
