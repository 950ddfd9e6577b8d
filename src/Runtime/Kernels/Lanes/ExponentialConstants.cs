namespace LstmGen.CompilerServices;

/// <summary>
/// e^x = 2^n e^r with n = round(x / ln 2) and r = x - n ln 2 (ln 2 in two parts, Cody and Waite), e^r - 1 = r + r^2 q(r) with a polynomial
/// q. sigmoid(-|x|) = e^-|x| / (1 + e^-|x|), sigmoid|x| = 1 - sigmoid(-|x|); tanh|x| = e / (e + 2) = 1 - 2 / (e + 2) with e = e^2|x| - 1 =
/// 2^n (e^2r - 1) + (2^n - 1), which keeps small x exact. These two are flat where |x| is large, so that ln 2 needs one part only. The
/// polynomials are summed as pairs (Estrin), which takes about as many operations as one after another and lets fewer wait for each other.
/// Adding the shifter rounds to an integer and leaves it in the low bits, from where a shift makes it the exponent of 2^n.
/// </summary>
internal static class ExponentialConstants
{
    public const float Log2E = 1.44269504088896341f;
    public const float Shifter = 12582912f; // 1.5 * 2^23
    public const float Ln2High = 0.693145751953125f;
    public const float Ln2Low = 1.42860682030941723e-6f;
    public const int ExponentBias = 127 << 23;
    public const float Ln2 = 0.69314718055994531f;

    /// <summary>The shifter with the exponent's bias in it: a shift alone makes the sum 2^n.</summary>
    public const float BiasedShifter = Shifter + 127;

    // q(r) interpolates (e^r - 1 - r) / r^2 at the Chebyshev nodes of |r| <= ln(2)/2: relative error of e^r below 1.1e-8 before rounding.
    public const float C2 = 0.5f;
    public const float C3 = 0.16666576f;
    public const float C4 = 0.041666556f;
    public const float C5 = 0.00836319f;
    public const float C6 = 0.0013926198f;

    // e^2r - 1 = 2 r + r^2 (T2 + ...), |r| <= ln(2)/4, fitted likewise with a fixed first term: 3.1e-9.
    public const float T2 = 1.9999998f;
    public const float T3 = 1.3333217f;
    public const float T4 = 0.6666942f;
    public const float T5 = 0.26779985f;
    public const float T6 = 0.08841306f;

    /// <summary>Largest input of e^x: above it the result is infinity.</summary>
    public const float ExpMax = 89f;

    /// <summary>Smallest input of e^x: below it the result is zero.</summary>
    public const float ExpMin = -104f;

    /// <summary>Bound of the sigmoid's input: there n = -127 and 2^n is zero.</summary>
    public const float SigmoidLimit = 88.1f;

    /// <summary>tanh x is about one half here.</summary>
    public const float TanhHalf = 0.55f;

    /// <summary>tanh rounds to one from about 9.01.</summary>
    public const float TanhLimit = 10f;
}
