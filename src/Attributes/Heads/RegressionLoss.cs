namespace LstmGen;

/// <summary>The loss of a <see cref="RegressionAttribute"/> head, a mean over all its outputs.</summary>
public enum RegressionLoss
{
    /// <summary>(y - t)^2 (<c>nn.MSELoss</c>).</summary>
    MeanSquared,

    /// <summary>|y - t| (<c>nn.L1Loss</c>).</summary>
    MeanAbsolute,

    /// <summary>Quadratic below delta, linear above (<c>nn.HuberLoss</c>).</summary>
    Huber,

    /// <summary>max(q (t - y), (q - 1) (t - y)) for quantile q (the pinball loss; Koenker and Bassett 1978).</summary>
    Quantile,
}
