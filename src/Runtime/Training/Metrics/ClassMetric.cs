namespace LstmGen.Training;

/// <summary>A metric that compares rows of class scores with target classes.</summary>
public abstract class ClassMetric : Metric
{
    /// <summary>
    /// A metric over <paramref name="classes"/> classes, at least 2; targets of <paramref name="ignoreIndex"/> are not counted.
    /// </summary>
    protected ClassMetric(int classes, int? ignoreIndex)
    {
        Classes = (int)ArgumentCheck.AtLeast(classes, 2, "Pass the classes of the head.");
        IgnoreIndex = ignoreIndex;
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>A target that is not counted, besides the one that the head leaves out of its loss; null for none.</summary>
    public int? IgnoreIndex { get; }

    /// <inheritdoc/>
    public override string Describe() => $"{Name} of {Classes}{(IgnoreIndex is { } ignored ? $" without {ignored}" : "")}";

    /// <summary>Takes a batch in. Scores may be logits, log-probabilities or probabilities unless the metric says otherwise.</summary>
    /// <param name="scores">[n, classes].</param>
    /// <param name="targets">[n], each in [0, classes) or the ignored index.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a target is no class, or a score is NaN.</exception>
    public void Add(ReadOnlySpan<float> scores, ReadOnlySpan<int> targets)
    {
        if (scores.Length != (long)targets.Length * Classes)
        {
            throw new ArgumentException(
                $"scores has {scores.Length} values for {targets.Length} targets of {Classes} classes; pass [n, {Classes}] scores.",
                nameof(scores));
        }

        for (int i = 0; i < targets.Length; i++)
        {
            if (Counts(targets, i))
                Accept(scores.Slice(i * Classes, Classes), targets[i], i);
        }
    }

    /// <summary>Takes one row in.</summary>
    /// <param name="scores">[classes].</param>
    /// <param name="target">A class.</param>
    /// <param name="row">The row's number in the batch, for messages.</param>
    protected abstract void Accept(ReadOnlySpan<float> scores, int target, int row);

    /// <summary>Whether the target counts: false if it is ignored, an exception if it is no class.</summary>
    private protected bool Counts(ReadOnlySpan<int> targets, int i)
    {
        if (targets[i] == IgnoreIndex)
            return false;
        RequireClass(targets[i], i, nameof(targets));
        return true;
    }

    /// <summary>Throws unless a label is a class.</summary>
    private protected void RequireClass(int label, int i, string argument)
    {
        if ((uint)label >= (uint)Classes)
        {
            throw new ArgumentException(
                $"{argument}[{i}] is {label}; there are {Classes} classes, numbered from 0"
                + (IgnoreIndex is { } ignored ? $", and {ignored} is ignored." : ". Set ignoreIndex to skip padding."), argument);
        }
    }

    /// <summary>Throws if a score is NaN.</summary>
    private protected static void RequireNumber(double scores, int row)
    {
        if (double.IsNaN(scores))
        {
            throw new ArgumentException(
                $"Row {row} of scores holds NaN. Find where it began before measuring; NonFinite.FirstIndex may help.", nameof(scores));
        }
    }
}
