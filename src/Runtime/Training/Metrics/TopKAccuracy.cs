using LstmGen.Training;

namespace LstmGen;

/// <summary>Share of items whose target is among the k highest scores. scikit-learn: <c>top_k_accuracy_score</c>.</summary>
/// <remarks>Of equal scores, the class with the lower number counts as higher, so that k = 1 is <see cref="Accuracy"/>.</remarks>
public sealed class TopKAccuracy : ClassMetric
{
    private readonly int _k;
    private long _right, _count;

    /// <summary>Creates the metric.</summary>
    /// <param name="k">How many classes may be named, from 1 to classes.</param>
    /// <param name="classes">Number of classes, at least 2.</param>
    /// <param name="ignoreIndex">A target that is not counted, such as padding.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public TopKAccuracy(int k, int classes, int? ignoreIndex = null)
        : base(classes, ignoreIndex)
    {
        if (k < 1 || k > classes)
            throw new ArgumentOutOfRangeException(nameof(k), k, $"k must lie between 1 and {classes}, the number of classes.");
        _k = k;
        Name = $"top_{k}_accuracy";
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override long Count => _count;

    /// <inheritdoc/>
    public override double Value => _count == 0 ? double.NaN : (double)_right / _count;

    /// <inheritdoc/>
    public override Metric CreateRun() => new TopKAccuracy(_k, Classes, IgnoreIndex);

    /// <inheritdoc/>
    public override void Reset() => (_right, _count) = (0, 0);

    /// <inheritdoc/>
    protected override void Accept(ReadOnlySpan<float> scores, int target, int row)
    {
        int ahead = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            RequireNumber(scores[i], row);
            ahead += scores[i] > scores[target] || (scores[i] == scores[target] && i < target) ? 1 : 0;
        }

        _count++;
        _right += ahead < _k ? 1 : 0;
    }
}
