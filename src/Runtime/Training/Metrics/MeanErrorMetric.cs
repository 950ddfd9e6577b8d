namespace LstmGen.Training;

/// <summary>A metric that is the mean, or a function of the mean, of an error per value.</summary>
public abstract class MeanErrorMetric : ValueMetric
{
    private double sum;
    private long count;

    /// <inheritdoc/>
    public sealed override long Count => count;

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override double Value => count == 0 ? double.NaN : sum / count;

    /// <inheritdoc/>
    public sealed override void Reset() => (sum, count) = (0, 0);

    /// <inheritdoc/>
    protected sealed override void Accumulate(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        sum += SumOfErrors(predictions, targets);
        count += predictions.Length;
    }

    /// <summary>The sum of errors over spans of the same length.</summary>
    private protected abstract double SumOfErrors(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets);
}
