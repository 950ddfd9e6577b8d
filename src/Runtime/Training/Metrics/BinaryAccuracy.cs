using LstmGen.Training;

namespace LstmGen;

/// <summary>Share of yes-or-no items on the right side of a threshold, for multi-label heads. Keras: <c>BinaryAccuracy</c>.</summary>
/// <remarks>Yes is a prediction at or above the threshold; targets, from 0 to 1, are yes above 0.5.</remarks>
public sealed class BinaryAccuracy : ValueMetric
{
    private readonly double _threshold;
    private long _right, _count;

    /// <summary>Creates the metric.</summary>
    /// <param name="threshold">0.5 for probabilities, 0 for logits.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not finite.</exception>
    public BinaryAccuracy(double threshold = 0.5)
    {
        if (!double.IsFinite(threshold))
            throw new ArgumentOutOfRangeException(
                nameof(threshold), threshold, $"threshold is {threshold}; give 0.5 for probabilities, 0 for logits.");
        _threshold = threshold;
    }

    /// <inheritdoc/>
    public override string Name => "binary_accuracy";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override long Count => _count;

    /// <inheritdoc/>
    public override double Value => _count == 0 ? double.NaN : (double)_right / _count;

    /// <inheritdoc/>
    public override Metric CreateRun() => new BinaryAccuracy(_threshold);

    /// <inheritdoc/>
    public override string Describe() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name} at {_threshold:R}");

    /// <inheritdoc/>
    public override void Reset() => (_right, _count) = (0, 0);

    /// <inheritdoc/>
    protected override void Accumulate(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        for (int i = 0; i < predictions.Length; i++)
        {
            if (float.IsNaN(predictions[i]))
                throw new ArgumentException($"predictions[{i}] is NaN; find where it began before measuring.", nameof(predictions));
            if (!(targets[i] is >= 0 and <= 1))
                throw new ArgumentException($"targets[{i}] is {targets[i]}; a target must lie between 0 and 1.", nameof(targets));
        }

        for (int i = 0; i < predictions.Length; i++)
            _right += predictions[i] >= (float)_threshold == targets[i] > 0.5f ? 1 : 0;
        _count += predictions.Length;
    }
}
