namespace LstmGen;

/// <summary>Head: one of <paramref name="classes"/> classes, with softmax cross-entropy (<c>nn.CrossEntropyLoss</c>).</summary>
/// <param name="classes">Number of classes, at least 2.</param>
public sealed class ClassificationAttribute(int classes) : PooledHeadAttribute
{
    /// <summary>Number of classes.</summary>
    public int Classes { get; } = classes;

    /// <summary>Share of the target's probability that is spread evenly over all classes, in [0, 1). Default: 0.</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>Target value that is left out of loss and gradient. Default: -100.</summary>
    public int IgnoreIndex { get; set; } = -100;
}
