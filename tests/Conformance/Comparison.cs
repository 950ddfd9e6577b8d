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
    /// Compares. The tolerance is four times the error of PyTorch's own float run, at least 1e-6 of the largest magnitude;
    /// infinities and NaN must stand in the same places.
    /// </summary>
    public static Comparison Of(string tensor, double[] expected, double[]? actual, double singleError, double floor = 1e-6)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (actual is null || actual.Length != expected.Length)
            return new($"{tensor} ({actual?.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no"} values, not {expected.Length})", double.PositiveInfinity, 0);
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

        // A shift of all attention scores changes nothing, so this gradient is zero but for rounding.
        double scale = tensor is "grad.attn.bias" ? 1 : largest;
        return new(tensor, error, Math.Max(4 * singleError, Math.Max(floor * scale, 1e-12)));
    }
}
