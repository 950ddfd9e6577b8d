using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace LstmGen.CompilerServices;

/// <summary>Pinball loss of a quantile (Koenker and Bassett 1978, Regression Quantiles).</summary>
/// <remarks>
/// l = max(q (t - y), (q - 1) (t - y)), dl/dy = -q below the target, 1 - q above it, and 0 on it (a choice among the
/// subgradients, as sign(0) = 0 in <see cref="MeanAbsolute"/>); the mean is the caller's scale.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Quantile
{
    /// <summary>Loss of each row, summed over its outputs, and the gradient.</summary>
    /// <param name="outputs">Outputs y, [rows][stride].</param>
    /// <param name="stride">Values from one row to the next; at least <paramref name="width"/>.</param>
    /// <param name="targets">Targets t, [rows][width] without padding.</param>
    /// <param name="width">Outputs of a row.</param>
    /// <param name="quantile">The quantile q, in (0, 1).</param>
    /// <param name="scale">Factor of the gradient: loss weight / number of valid elements (<see cref="LossScale.Of"/>).</param>
    /// <param name="lossPerRow">Receives the unscaled sum per row; its length is the number of rows.</param>
    /// <param name="gradient">
    /// Receives scale * dLoss/dy, [rows][stride], padding columns 0. Empty: no gradient. May be the memory of
    /// <paramref name="outputs"/>.
    /// </param>
    /// <exception cref="ArgumentException">A span is too short for the rows, or the quantile does not lie in (0, 1).</exception>
    public static void Compute(ReadOnlySpan<float> outputs, int stride, ReadOnlySpan<float> targets, int width, float quantile,
        float scale, Span<double> lossPerRow, Span<float> gradient)
    {
        if (!(quantile is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "The quantile must lie between 0 and 1.");
        ElementLoss.Run(new Element(quantile), outputs, stride, targets, width, scale, lossPerRow, gradient);
    }

    private readonly struct Element(double quantile) : IElementLoss
    {
        public Vector256<double> Loss(Vector256<double> difference) => difference * Slope(difference);

        // The last choice is for 0, and for NaN, which must be seen.
        public Vector256<double> Slope(Vector256<double> difference) => Vector256.ConditionalSelect(
            Vector256.GreaterThan(difference, default), Vector256.Create(1 - quantile),
            Vector256.ConditionalSelect(Vector256.LessThan(difference, default), Vector256.Create(-quantile), difference));
    }
}
