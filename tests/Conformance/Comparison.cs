namespace LstmGen.Conformance;

/// <summary>How far one tensor is from what was expected.</summary>
/// <param name="Tensor">Its name in the case.</param>
/// <param name="Error">Largest absolute difference.</param>
/// <param name="Tolerance">What is allowed.</param>
public sealed record Comparison(string Tensor, double Error, double Tolerance)
{
    /// <summary>The error as a multiple of the tolerance.</summary>
    public double Ratio => Error == 0 ? 0 : Error / Tolerance;

    /// <summary>Whether the tensor is right.</summary>
    public bool Holds => Error <= Tolerance;

    /// <summary>
    /// Compares. The tolerance is four times the error of PyTorch's own float run, at least 1e-6 of <paramref name="scale"/>,
    /// by default the largest magnitude; infinities and NaN must stand in the same places.
    /// </summary>
    public static Comparison Of(string tensor, double[] expected, double[]? actual, double singleError, double? scale = null)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (actual is null || actual.Length != expected.Length)
            return new(
                $"{tensor} ({actual?.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no"} values, "
                + $"not {expected.Length})", double.PositiveInfinity, 0);
        double error = 0, largest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            if (double.IsFinite(expected[i]) && double.IsFinite(actual[i]))
            {
                error = Math.Max(error, Math.Abs(expected[i] - actual[i]));
                largest = Math.Max(largest, Math.Abs(expected[i]));
            }
            else if (!expected[i].Equals(actual[i]))
            {
                error = double.PositiveInfinity;
            }
        }

        return new(tensor, error, Math.Max(4 * singleError, Math.Max(1e-6 * (scale ?? largest), 1e-12)));
    }
}
