using LstmGen.Training;

namespace LstmGen;

/// <summary>Harmonic mean of precision and recall: 2 right / (predicted + support). scikit-learn: <c>f1_score</c>.</summary>
/// <param name="classes">Number of classes, at least 2.</param>
/// <param name="averaging">How classes are put together.</param>
/// <param name="ignoreIndex">A target that is not counted, such as padding.</param>
public sealed class F1(int classes, Averaging averaging = Averaging.Macro, int? ignoreIndex = null)
    : ConfusionMetric("f1", classes, averaging, ignoreIndex)
{
    /// <inheritdoc/>
    public override Metric CreateRun() => new F1(Classes, Averaging, IgnoreIndex);

    private protected override double Score(long right, long predicted, long support) => Ratio(2.0 * right, predicted + support);
}
