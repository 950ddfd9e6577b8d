using LstmGen.Training;

namespace LstmGen;

/// <summary>Share of the items of a class that were predicted as it. scikit-learn: <c>recall_score</c>.</summary>
/// <param name="classes">Number of classes, at least 2.</param>
/// <param name="averaging">How classes are put together.</param>
/// <param name="ignoreIndex">A target that is not counted, such as padding.</param>
public sealed class Recall(int classes, Averaging averaging = Averaging.Macro, int? ignoreIndex = null)
    : ConfusionMetric("recall", classes, averaging, ignoreIndex)
{
    /// <inheritdoc/>
    public override Metric CreateRun() => new Recall(Classes, Averaging, IgnoreIndex);

    private protected override double Score(long right, long predicted, long support) => Ratio(right, support);
}
