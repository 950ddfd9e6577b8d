namespace LstmGen.Training;

/// <summary>A metric that compares each predicted number with a target number.</summary>
public abstract class ValueMetric : Metric
{
    /// <summary>Takes a batch in.</summary>
    /// <param name="predictions">[n].</param>
    /// <param name="targets">[n].</param>
    /// <exception cref="ArgumentException">The lengths differ, or the metric cannot take a value.</exception>
    public void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        ArgumentCheck.SameLength(predictions.Length, targets.Length, nameof(predictions), nameof(targets));
        Accumulate(predictions, targets);
    }

    /// <summary>Takes spans of the same length in.</summary>
    protected abstract void Accumulate(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets);
}
