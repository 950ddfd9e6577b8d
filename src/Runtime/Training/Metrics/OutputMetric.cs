namespace LstmGen.Training;

/// <summary>
/// A metric that is given all outputs of an example, or of a step, with its targets, as <c>Predict</c> gives them: all parameters of a
/// distribution, all quantiles, all probabilities of labels. Fits every head of real values; a <see cref="ValueMetric"/> is given one
/// prediction for each target instead.
/// </summary>
public abstract class OutputMetric : Metric
{
    /// <summary>Takes one example, or step, in.</summary>
    /// <param name="outputs">[outputs] of the head.</param>
    /// <param name="targets">[targets] of the head.</param>
    /// <exception cref="ArgumentException">The metric cannot take them.</exception>
    public void Add(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets) => Accumulate(outputs, targets);

    /// <summary>Takes one example, or step, in. The spans are valid during the call.</summary>
    /// <param name="outputs">[outputs] of the head: k for each target where the loss has k outputs per target.</param>
    /// <param name="targets">[targets] of the head.</param>
    protected abstract void Accumulate(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets);
}
