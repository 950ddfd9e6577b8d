namespace LstmGen.Reference.Running;

/// <summary>What one head is compared with.</summary>
/// <remarks>
/// Steps are those after the layers (a strided convolution leaves fewer). Padded steps are never read.
/// </remarks>
public sealed record ReferenceTarget
{
    /// <summary>Regression, multi-label and sequence output: [B, N], or [B, T, N] for a head at every step.</summary>
    public double[]? Values { get; init; }

    /// <summary>Classes [B] or [B, T]; the labels of CTC [B, S].</summary>
    public int[]? Classes { get; init; }

    /// <summary>CTC: how many of the S labels each row has, [B].</summary>
    public int[]? LabelLengths { get; init; }

    /// <summary>Softmax cross-entropy: a weight for each class, or null for 1.</summary>
    public double[]? ClassWeights { get; init; }

    /// <summary>Multi-label: a weight for the positives of each label, or null for 1.</summary>
    public double[]? PositiveWeights { get; init; }

    /// <summary>The gradient of the loss by the head's output, instead of a loss: the loss is then the sum of their products.</summary>
    public double[]? OutputGradient { get; init; }

    /// <summary>Sum the loss instead of taking the mean; not in the vocabulary, but in cases from PyTorch.</summary>
    public bool SumReduction { get; init; }
}
