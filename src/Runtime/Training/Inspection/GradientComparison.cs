namespace LstmGen.Training;

/// <summary>Gradients of one parameter as a model computes them, beside difference quotients of its loss.</summary>
public sealed class GradientComparison
{
    /// <param name="parameter">The parameter.</param>
    /// <param name="places">Which of its values are compared.</param>
    /// <param name="computed">Their gradients.</param>
    /// <param name="measured">Their difference quotients.</param>
    /// <param name="negligible">A gradient so small that its digits are not to be trusted.</param>
    internal GradientComparison(ParameterInfo parameter, int[] places, double[] computed, Quotient[] measured, double negligible)
    {
        (Parameter, Checked) = (parameter, places.Length);
        double scale = Math.Max(computed.Concat(measured.Select(one => one.Best)).Max(Math.Abs), negligible);
        double[] nearest = [.. computed.Zip(measured, (gradient, quotient) => Nearest(gradient, quotient, scale))];
        double[] differences = [.. computed.Zip(nearest, (one, other) => Math.Abs(one - other))];
        // What is not finite is the largest, wherever it stands.
        int largest = Array.FindIndex(differences, difference => !double.IsFinite(difference));
        if (largest < 0)
            largest = Array.IndexOf(differences, differences.Max());
        (LargestDifference, Index, Computed, Measured) = (differences[largest], places[largest], computed[largest], nearest[largest]);
        RelativeError = LargestDifference == 0 ? 0 : LargestDifference / scale;
    }

    // Where a corner is near, the slopes on both sides differ, or the best quotient is that of larger steps, which reach beyond it.
    private static double Nearest(double gradient, Quotient quotient, double scale)
    {
        const double Corner = 0.002;
        bool isSmooth = quotient.High - quotient.Low <= Corner * scale && quotient.Best >= quotient.Low && quotient.Best <= quotient.High;
        if (isSmooth || double.IsNaN(quotient.High - quotient.Low))
            return quotient.Best;
        double between = Math.Clamp(gradient, quotient.Low, quotient.High);
        return Math.Abs(gradient - between) < Math.Abs(gradient - quotient.Best) ? between : quotient.Best;
    }

    /// <summary>The parameter: its name, its place in the block, its shape.</summary>
    public ParameterInfo Parameter { get; }

    /// <summary>How many of its values were compared.</summary>
    public int Checked { get; }

    /// <summary>The largest difference between both; NaN or infinite where a gradient is.</summary>
    public double LargestDifference { get; }

    /// <summary>Where in the parameter the difference is largest.</summary>
    public int Index { get; }

    /// <summary>The gradient there as the model computes it.</summary>
    public double Computed { get; }

    /// <summary>
    /// The difference quotient there; at a corner the slope nearest to <see cref="Computed"/> that lies between those on both sides.
    /// </summary>
    public double Measured { get; }

    /// <summary>
    /// <see cref="LargestDifference"/> over the parameter's largest gradient that was compared; over a hundredth of the model's largest
    /// gradient where that is more, since float sums leave no right digits in gradients that are so much smaller.
    /// </summary>
    public double RelativeError { get; }

    /// <summary>One line with name, numbers, and where the difference is largest.</summary>
    public override string ToString() =>
        $"{Parameter}: relative error {RelativeError:g2}, largest difference {LargestDifference:g2} at index {Index}, where the gradient "
            + $"is {Computed:g6} and the difference quotient {Measured:g6} ({Checked} of {Parameter.Length} values)";
}
