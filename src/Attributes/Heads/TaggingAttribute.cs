namespace LstmGen;

/// <summary>Head: one of <paramref name="tags"/> tags at every step.</summary>
/// <param name="tags">Number of tags, at least 2.</param>
public sealed class TaggingAttribute(int tags) : HeadAttribute
{
    /// <summary>Number of tags.</summary>
    public int Tags { get; } = tags;

    /// <summary>Whether a linear-chain conditional random field joins the steps (Lafferty et al. 2001). Default: false.</summary>
    public bool Crf { get; set; }

    /// <summary>Share of the target's probability that is spread evenly over all tags, in [0, 1). Default: 0.</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>
    /// Target value that is left out of loss, gradient and metrics. Default: -100. With <see cref="Crf"/> it is always -100: the loss sums
    /// over all tags that such a step may have.
    /// </summary>
    public int IgnoreIndex { get; set; } = -100;
}
