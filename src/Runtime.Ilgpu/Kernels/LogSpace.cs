namespace LstmGen.CompilerServices;

/// <summary>Sums of probabilities held as logarithms; minus infinity stands for probability 0, and NaN stays NaN.</summary>
internal static class LogSpace
{
    /// <summary>The logarithm of 0.</summary>
    public const float Nothing = float.NegativeInfinity;

    /// <summary>The larger.</summary>
    public static float Max(float a, float b) => a > b ? a : b;

    /// <summary>log(exp a + exp b).</summary>
    public static float Add(float a, float b)
    {
        float max = a > b ? a : b, min = a > b ? b : a;
        return min == Nothing ? max : max + Exponential.Log1p(Exponential.Exp(min - max));
    }

    /// <summary>log(exp a + exp b + exp c).</summary>
    public static float Add(float a, float b, float c) => Add(Add(a, b), c);
}
