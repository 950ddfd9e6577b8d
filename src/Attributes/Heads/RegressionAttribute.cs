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
    public float Delta { get; set; } = 1f;

    /// <summary>The quantile of <see cref="RegressionLoss.Quantile"/>, in (0, 1). Default: 0.5, the median.</summary>
    public float Quantile { get; set; } = 0.5f;
}
