namespace LstmGen.Training;

/// <summary>A metric that is the mean, or a function of the mean, of an error per value.</summary>
public abstract class MeanErrorMetric : ValueMetric
{
    private double _sum;
    private long _count;

    /// <inheritdoc/>
    public sealed override long Count => _count;

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override double Value => _count == 0 ? double.NaN : _sum / _count;

    /// <inheritdoc/>
    public sealed override void Reset() => (_sum, _count) = (0, 0);

    /// <inheritdoc/>
    protected sealed override void Accumulate(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        _sum += SumOfErrors(predictions, targets);
        _count += predictions.Length;
    }

    /// <summary>The sum of errors over spans of the same length.</summary>
    private protected abstract double SumOfErrors(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets);
}
