namespace LstmGen.Cells;

/// <summary>
/// Negative log-likelihood under Student's t distribution with fixed degrees of freedom, whose location and scale are outputs, without the
/// constant: outliers count less than under a normal distribution (Lange et al. 1989, "Robust statistical modeling using the t
/// distribution").
/// </summary>
[Loss]
public static class StudentNll
{
    /// <summary>The loss of one target.</summary>
    /// <param name="location">The location.</param>
    /// <param name="logScale">Logarithm of the scale.</param>
    /// <param name="target">t.</param>
    /// <param name="freedom">Degrees of freedom, above 0.</param>
    public static float Of(float location, float logScale, float target, float freedom = 4f) =>
        logScale + 0.5f * (freedom + 1) * Log1p(Square((target - location) * Exp(-logScale)) / freedom);
}
