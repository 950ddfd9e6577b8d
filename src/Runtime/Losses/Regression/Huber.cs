using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace LstmGen.CompilerServices;

/// <summary>Quadratic near the target, linear far from it (<c>nn.HuberLoss</c>; Huber 1964).</summary>
/// <remarks>
/// l = (y - t)^2 / 2 where |y - t| is less than delta, else delta (|y - t| - delta / 2);
/// dl/dy = y - t, held within [-delta, delta]; the mean is the caller's scale.
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Huber
{
    /// <summary>Loss of each row, summed over its outputs, and the gradient.</summary>
    /// <param name="outputs">Outputs y, [rows][stride].</param>
    /// <param name="stride">Values from one row to the next; at least <paramref name="width"/>.</param>
    /// <param name="targets">Targets t, [rows][width] without padding.</param>
    /// <param name="width">Outputs of a row.</param>
    /// <param name="delta">Where the loss turns linear; positive.</param>
    /// <param name="scale">Factor of the gradient: loss weight / number of valid elements (<see cref="LossScale.Of"/>).</param>
    /// <param name="lossPerRow">Receives the unscaled sum per row; its length is the number of rows.</param>
    /// <param name="gradient">
    /// Receives scale * dLoss/dy, [rows][stride], padding columns 0. Empty: no gradient. May be the memory of
    /// <paramref name="outputs"/>.
    /// </param>
    /// <exception cref="ArgumentException">A span is too short for the rows, or delta is not positive.</exception>
    public static void Compute(ReadOnlySpan<float> outputs, int stride, ReadOnlySpan<float> targets, int width, float delta,
        float scale, Span<double> lossPerRow, Span<float> gradient)
    {
        if (!(delta > 0))
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "Delta must be positive.");
        ElementLoss.Run(new Element(delta), outputs, stride, targets, width, scale, lossPerRow, gradient);
    }

    private readonly struct Element(double delta) : IElementLoss
    {
        public Vector256<double> Loss(Vector256<double> difference)
        {
            Vector256<double> size = Vector256.Abs(difference), limit = Vector256.Create(delta);
            return Vector256.ConditionalSelect(
                Vector256.LessThan(size, limit), 0.5 * difference * difference, delta * (size - 0.5 * limit));
        }

        // Not a clamp, which may lose NaN.
        public Vector256<double> Slope(Vector256<double> difference)
        {
            Vector256<double> limit = Vector256.Create(delta);
            return Vector256.ConditionalSelect(
                Vector256.GreaterThan(difference, limit), limit,
                Vector256.ConditionalSelect(Vector256.LessThan(difference, -limit), -limit, difference));
        }
    }
}
