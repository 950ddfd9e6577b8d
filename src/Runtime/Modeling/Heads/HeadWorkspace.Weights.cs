using System.ComponentModel;

namespace LstmGen.Training;

public sealed partial class HeadWorkspace
{
    private float[] _weights = [];

    /// <summary>Weight of each class in the loss, [outputs]; empty for 1 throughout.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ReadOnlySpan<float> ClassWeights => _weights;

    /// <summary>Weight of the positives of each label in the loss, [outputs]; empty for 1 throughout.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ReadOnlySpan<float> PositiveWeights => _weights;

    /// <summary>Sets <see cref="ClassWeights"/>, copied; empty for 1 throughout.</summary>
    /// <exception cref="ArgumentException">Their number is not that of the outputs, or one is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">The head's loss has no class weights.</exception>
    public void SetClassWeights(ReadOnlySpan<float> weights) => SetWeights(weights, LossWeighting.Classes, nameof(SetPositiveWeights));

    /// <summary>Sets <see cref="PositiveWeights"/>, copied; empty for 1 throughout.</summary>
    /// <exception cref="ArgumentException">Their number is not that of the outputs, or one is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">The head's loss has no weights of positives.</exception>
    public void SetPositiveWeights(ReadOnlySpan<float> weights) => SetWeights(weights, LossWeighting.Positives, nameof(SetClassWeights));

    /// <summary>Has the weights of classes or positives that another workspace's head has.</summary>
    internal void ShareWeights(HeadWorkspace other) => _weights = other._weights;

    private void SetWeights(ReadOnlySpan<float> weights, LossWeighting kind, string other)
    {
        if (Info.Weighting != kind)
        {
            // Nothing of a kind that the head does not have leaves those that it has.
            if (weights.IsEmpty)
                return;
            string fix = Info.Weighting == LossWeighting.None ? "its loss takes none" : $"call {other}";
            throw new InvalidOperationException($"head '{Info.Name}' has no weights of {kind}: {fix}.");
        }

        if (!weights.IsEmpty && weights.Length != Info.Outputs)
            throw new ArgumentException(
                $"weights has {weights.Length} values; head '{Info.Name}' has {Info.Outputs} outputs.", nameof(weights));
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && float.IsFinite(weights[i])))
                throw new ArgumentException($"weights[{i}] is {weights[i]}; give a finite number of at least 0.", nameof(weights));
        }

        _weights = weights.ToArray();
    }
}
