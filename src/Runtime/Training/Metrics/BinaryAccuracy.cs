using LstmGen.Training;

namespace LstmGen;

/// <summary>Share of yes-or-no items on the right side of a threshold, for multi-label heads. Keras: <c>BinaryAccuracy</c>.</summary>
/// <remarks>Yes is a prediction at or above the threshold; targets above 0.5 are yes.</remarks>
/// <param name="threshold">0.5 for probabilities, 0 for logits.</param>
public sealed class BinaryAccuracy(double threshold = 0.5) : ValueMetric
{
    private long _right, _count;

    /// <inheritdoc/>
    public override string Name => "binary_accuracy";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override long Count => _count;

    /// <inheritdoc/>
    public override double Value => _count == 0 ? double.NaN : (double)_right / _count;

    /// <inheritdoc/>
    public override Metric CreateRun() => new BinaryAccuracy(threshold);

    /// <inheritdoc/>
    public override string Describe() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name} at {threshold:R}");

    /// <inheritdoc/>
    public override void Reset() => (_right, _count) = (0, 0);

    /// <inheritdoc/>
    protected override void Accumulate(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        for (int i = 0; i < predictions.Length; i++)
        {
            if (float.IsNaN(predictions[i]))
                throw new ArgumentException($"predictions[{i}] is NaN; find where it began before measuring.", nameof(predictions));
            _right += predictions[i] >= (float)threshold == targets[i] > 0.5f ? 1 : 0;
        }

        _count += predictions.Length;
    }
}
