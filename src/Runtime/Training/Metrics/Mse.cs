using LstmGen.Training;

namespace LstmGen;

/// <summary>Mean squared error.</summary>
/// <remarks>mean((p - y)^2). scikit-learn: <c>mean_squared_error</c>.</remarks>
public class Mse : MeanErrorMetric
{
    /// <inheritdoc/>
    public override string Name => "mse";

    /// <inheritdoc/>
    public override Metric CreateRun() => new Mse();

    private protected override double SumOfErrors(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        double sum = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            double error = (double)predictions[i] - targets[i];
            sum += error * error;
        }

        return sum;
    }
}
