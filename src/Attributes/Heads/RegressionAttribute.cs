namespace LstmGen;

/// <summary>Head: <paramref name="outputs"/> real values.</summary>
/// <param name="outputs">Values predicted.</param>
public sealed class RegressionAttribute(int outputs) : PooledHeadAttribute
{
    /// <summary>Values predicted.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>The loss. Default: <see cref="RegressionLoss.MeanSquared"/>.</summary>
    public RegressionLoss Loss { get; set; } = RegressionLoss.MeanSquared;

    /// <summary>Where <see cref="RegressionLoss.Huber"/> turns linear. Default: 1.</summary>
    public double Delta { get; set; } = 1;

    /// <summary>The quantile of <see cref="RegressionLoss.Quantile"/>, in (0, 1). Default: 0.5, the median.</summary>
    public double Quantile { get; set; } = 0.5;

    /// <summary>
    /// A loss of one's own in place of <see cref="Loss"/>: a static class with <see cref="LossAttribute"/>. Of a loss with several outputs
    /// per target, as a distribution has, the head has as many times the outputs: those of the first target, then those of the second, and
    /// so on. Default: null.
    /// </summary>
    public Type? Equation { get; set; }

    /// <summary>
    /// What the loss's parameters after its target are, in their order; those left out have their default values. Default: null.
    /// </summary>
    public float[]? Constants { get; set; }
}
