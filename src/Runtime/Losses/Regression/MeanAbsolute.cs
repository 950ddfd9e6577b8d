using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace LstmGen.CompilerServices;

/// <summary>Absolute error (<c>nn.L1Loss</c>).</summary>
/// <remarks>
/// l = |y - t|, dl/dy = sign(y - t) with sign(0) = 0; the mean is the caller's scale.
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.L1Loss.html
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MeanAbsolute
{
    /// <summary>Loss of each row, summed over its outputs, and the gradient.</summary>
    /// <param name="outputs">Outputs y, [rows][stride].</param>
    /// <param name="stride">Values from one row to the next; at least <paramref name="width"/>.</param>
    /// <param name="targets">Targets t, [rows][width] without padding.</param>
    /// <param name="width">Outputs of a row.</param>
    /// <param name="scale">Factor of the gradient: loss weight / number of valid elements (<see cref="LossScale.Of"/>).</param>
    /// <param name="lossPerRow">Receives the unscaled sum per row; its length is the number of rows.</param>
    /// <param name="gradient">
    /// Receives scale * dLoss/dy, [rows][stride], padding columns 0. Empty: no gradient. May be the memory of
    /// <paramref name="outputs"/>.
    /// </param>
    /// <exception cref="ArgumentException">A span is too short for the rows.</exception>
    public static void Compute(ReadOnlySpan<float> outputs, int stride, ReadOnlySpan<float> targets, int width,
        float scale, Span<double> lossPerRow, Span<float> gradient)
    {
        ElementLoss.Run(new Element(), outputs, stride, targets, width, scale, lossPerRow, gradient);
    }

    private readonly struct Element : IElementLoss
    {
        public Vector256<double> Loss(Vector256<double> difference) => Vector256.Abs(difference);

        // The last choice is for 0, and for NaN, which must be seen.
        public Vector256<double> Slope(Vector256<double> difference) => Vector256.ConditionalSelect(
            Vector256.GreaterThan(difference, default), Vector256<double>.One,
            Vector256.ConditionalSelect(Vector256.LessThan(difference, default), -Vector256<double>.One, difference));
    }
}
