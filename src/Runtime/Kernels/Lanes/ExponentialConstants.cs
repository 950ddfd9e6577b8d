namespace LstmGen.Kernels;

/// <summary>
/// e^x = 2^n e^r with n = round(x / ln 2) and r = x - n ln 2 (ln 2 in two parts, Cody and Waite), e^r - 1 = r + r^2 q(r) with a polynomial q.
/// sigmoid(x) = 1 / (1 + e^-x); tanh(x) = (e^2x - 1) / ((e^2x - 1) + 2), where e^2x - 1 = 2^n (e^r - 1) + (2^n - 1) keeps small x exact.
/// Adding the shifter rounds to an integer and leaves it in the low bits, from where a shift makes it the exponent of 2^n.
/// </summary>
internal static class ExponentialConstants
{
    public const float Log2E = 1.44269504088896341f;
    public const float Shifter = 12582912f; // 1.5 * 2^23
    public const float Ln2High = 0.693145751953125f;
    public const float Ln2Low = 1.42860682030941723e-6f;
    public const int ExponentBias = 127 << 23;

    // q(r) interpolates (e^r - 1 - r) / r^2 at the Chebyshev nodes of |r| <= ln(2)/2: relative error of e^r below 1.1e-8 before rounding.
    public const float C2 = 0.5f;
    public const float C3 = 0.16666576f;
    public const float C4 = 0.041666556f;
    public const float C5 = 0.00836319f;
    public const float C6 = 0.0013926198f;

    /// <summary>Largest input of e^x: above it the result is infinity.</summary>
    public const float ExpMax = 89f;

    /// <summary>Smallest input of e^x: below it the result is zero.</summary>
    public const float ExpMin = -104f;

    /// <summary>Bounds of -x in the sigmoid. At the upper one n = 128: 2^n is infinity and the result exactly zero.</summary>
    public const float SigmoidMax = 88.6f;
    public const float SigmoidMin = -87f;

    /// <summary>tanh rounds to one from about 9.01.</summary>
    public const float TanhLimit = 10f;
}
