using LstmGen.Training;

namespace LstmGen;

/// <summary>Share of the items predicted as a class that are of it. scikit-learn: <c>precision_score</c>.</summary>
/// <param name="classes">Number of classes, at least 2.</param>
/// <param name="averaging">How classes are put together.</param>
/// <param name="ignoreIndex">A target that is not counted, such as padding.</param>
public sealed class Precision(int classes, Averaging averaging = Averaging.Macro, int? ignoreIndex = null)
    : ConfusionMetric("precision", classes, averaging, ignoreIndex)
{
    /// <inheritdoc/>
    public override Metric CreateRun() => new Precision(Classes, Averaging, IgnoreIndex);

    private protected override double Score(long right, long predicted, long support) => Ratio(right, predicted);
}
