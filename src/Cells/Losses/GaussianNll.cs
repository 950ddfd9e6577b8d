namespace LstmGen.Cells;

/// <summary>
/// Negative log-likelihood under a normal distribution whose mean and variance are outputs, without the constant log(2 pi) / 2
/// (<c>nn.GaussianNLLLoss</c>).
/// </summary>
[Loss]
public static class GaussianNll
{
    /// <summary>The loss of one target.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="logVariance">Logarithm of the variance.</param>
    /// <param name="target">t.</param>
    public static float Of(float mean, float logVariance, float target) => 0.5f * (logVariance + Square(target - mean) * Exp(-logVariance));
}
