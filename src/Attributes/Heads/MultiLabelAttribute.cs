namespace LstmGen;

/// <summary>Head: any number of <paramref name="labels"/> labels, each with sigmoid cross-entropy (<c>nn.BCEWithLogitsLoss</c>).</summary>
/// <param name="labels">Number of labels.</param>
public sealed class MultiLabelAttribute(int labels) : PooledHeadAttribute
{
    /// <summary>Number of labels.</summary>
    public int Labels { get; } = labels;
}
