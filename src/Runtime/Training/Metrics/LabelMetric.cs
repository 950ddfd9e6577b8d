using System.Numerics.Tensors;

namespace LstmGen.Training;

/// <summary>A class metric that looks only at the predicted class: the highest score, the first of equals.</summary>
public abstract class LabelMetric : ClassMetric
{
    /// <summary>
    /// A metric over <paramref name="classes"/> classes, at least 2; targets of <paramref name="ignoreIndex"/> are not counted.
    /// </summary>
    protected LabelMetric(int classes, int? ignoreIndex)
        : base(classes, ignoreIndex)
    {
    }

    /// <summary>Takes predicted classes in, as a CRF or a decoder gives them.</summary>
    /// <param name="predicted">[n], each in [0, classes).</param>
    /// <param name="targets">[n], each in [0, classes) or the ignored index.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a label is no class.</exception>
    public void AddLabels(ReadOnlySpan<int> predicted, ReadOnlySpan<int> targets)
    {
        ArgumentCheck.SameLength(predicted.Length, targets.Length, nameof(predicted), nameof(targets));
        for (int i = 0; i < targets.Length; i++)
        {
            if (!Counts(targets, i))
                continue;
            RequireClass(predicted[i], i, nameof(predicted));
            Accept(predicted[i], targets[i]);
        }
    }

    /// <summary>Takes one item in.</summary>
    /// <param name="predicted">A class.</param>
    /// <param name="target">A class.</param>
    protected abstract void Accept(int predicted, int target);

    /// <inheritdoc/>
    protected sealed override void Accept(ReadOnlySpan<float> scores, int target, int row) => Accept(Predicted(scores, row), target);

    /// <summary>The class of the highest score, the first of equals.</summary>
    internal static int Predicted(ReadOnlySpan<float> scores, int row)
    {
        int predicted = TensorPrimitives.IndexOfMax(scores);
        RequireNumber(scores[predicted], row);
        return predicted;
    }
}
