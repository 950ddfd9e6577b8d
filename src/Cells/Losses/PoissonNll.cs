namespace LstmGen.Cells;

/// <summary>
/// Negative log-likelihood of counts under a Poisson distribution, without log(t!) (<c>nn.PoissonNLLLoss</c>): e^y - t y, where y is the
/// logarithm of the mean.
/// </summary>
[Loss]
public static class PoissonNll
{
    /// <summary>The loss of one output.</summary>
    /// <param name="output">Logarithm of the mean.</param>
    /// <param name="target">The count.</param>
    public static float Of(float output, float target) => Exp(output) - target * output;
}
