using LstmGen.Training;

namespace LstmGen;

/// <summary>Share of items whose predicted class is the target. scikit-learn: <c>accuracy_score</c>.</summary>
/// <param name="classes">Number of classes, at least 2.</param>
/// <param name="ignoreIndex">A target that is not counted, such as padding.</param>
public sealed class Accuracy(int classes, int? ignoreIndex = null) : LabelMetric(classes, ignoreIndex)
{
    private long _right, _count;

    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override long Count => _count;

    /// <inheritdoc/>
    public override double Value => _count == 0 ? double.NaN : (double)_right / _count;

    /// <inheritdoc/>
    public override Metric CreateRun() => new Accuracy(Classes, IgnoreIndex);

    /// <inheritdoc/>
    public override void Reset() => (_right, _count) = (0, 0);

    /// <inheritdoc/>
    protected override void Accept(int predicted, int target)
    {
        _count++;
        _right += predicted == target ? 1 : 0;
    }
}
