namespace LstmGen.Cells;

/// <summary>
/// Negative log-likelihood under a Tweedie distribution with a power between 1 and 2, without what does not depend on the mean: for amounts
/// that are often 0 (Jorgensen 1987, "Exponential dispersion models"). The output is the logarithm of the mean.
/// </summary>
[Loss]
public static class TweedieDeviance
{
    /// <summary>The loss of one output.</summary>
    /// <param name="output">Logarithm of the mean.</param>
    /// <param name="target">The amount, at least 0.</param>
    /// <param name="power">The power, above 1 and below 2.</param>
    public static float Of(float output, float target, float power = 1.5f) =>
        Exp((2 - power) * output) / (2 - power) - target * Exp((1 - power) * output) / (1 - power);
}
