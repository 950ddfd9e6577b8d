namespace LstmGen.Training;

/// <summary>A metric that is computed from a confusion matrix. scikit-learn: <c>precision_recall_fscore_support</c>.</summary>
/// <remarks>A class without predictions has precision 0, one without items recall 0 (scikit-learn's zero_division=0).</remarks>
public abstract class ConfusionMetric : LabelMetric
{
    private protected ConfusionMetric(string name, int classes, Averaging averaging, int? ignoreIndex)
        : base(classes, ignoreIndex)
    {
        Averaging = Given.Member(averaging);
        Name = name + (averaging == Averaging.Macro ? "_macro" : "_micro");
        Matrix = new ConfusionMatrix(classes);
    }

    /// <summary>How classes are put together.</summary>
    public Averaging Averaging { get; }

    /// <summary>The counts behind the value.</summary>
    public ConfusionMatrix Matrix { get; }

    /// <inheritdoc/>
    public sealed override string Name { get; }

    /// <inheritdoc/>
    public sealed override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public sealed override long Count => Matrix.Count;

    /// <inheritdoc/>
    public sealed override double Value => Count == 0 ? double.NaN : Averaging == Averaging.Micro ? Micro() : Macro();

    /// <summary>The score of one class.</summary>
    /// <param name="label">In [0, classes).</param>
    public double OfClass(int label) => Score(Matrix.TruePositives(label), Matrix.Predicted(label), Matrix.Support(label));

    /// <inheritdoc/>
    public sealed override void Reset() => Matrix.Reset();

    /// <inheritdoc/>
    protected sealed override void Accept(int predicted, int target) => Matrix.Add(predicted, target);

    /// <summary>The score from counts: items right, items predicted, items there.</summary>
    private protected abstract double Score(long right, long predicted, long support);

    /// <summary>a / b, or 0 where b is 0.</summary>
    private protected static double Ratio(double a, double b) => b == 0 ? 0 : a / b;

    private double Micro()
    {
        long right = 0;
        for (int label = 0; label < Classes; label++)
            right += Matrix.TruePositives(label);
        return Score(right, Count, Count);
    }

    private double Macro()
    {
        double sum = 0;
        int occurring = 0;
        for (int label = 0; label < Classes; label++)
        {
            if (Matrix.Predicted(label) + Matrix.Support(label) == 0)
                continue;
            sum += OfClass(label);
            occurring++;
        }

        return sum / occurring;
    }
}
