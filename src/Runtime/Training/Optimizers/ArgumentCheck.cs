using System.Runtime.CompilerServices;

namespace LstmGen.Training;

/// <summary>Checks of constructor arguments: each message names the argument, its value and the fix.</summary>
internal static class ArgumentCheck
{
    /// <summary>Finite and at least 0.</summary>
    public static double NonNegative(
        double value, string fix, [CallerArgumentExpression(nameof(value))] string name = "")
        => value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number of at least 0. {fix}");

    /// <summary>Finite and above 0.</summary>
    public static double Positive(
        double value, string fix, [CallerArgumentExpression(nameof(value))] string name = "")
        => value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number above 0. {fix}");

    /// <summary>In [0, 1).</summary>
    public static double Fraction(
        double value, string fix, [CallerArgumentExpression(nameof(value))] string name = "")
        => value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 0 and below 1. {fix}");

    /// <summary>At least <paramref name="least"/>.</summary>
    public static long AtLeast(
        long value, long least, string fix, [CallerArgumentExpression(nameof(value))] string name = "")
        => value >= least
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}. {fix}");

    /// <summary>Two spans that must run in parallel.</summary>
    public static void SameLength(int first, int second, string firstName, string secondName)
    {
        if (first != second)
        {
            throw new ArgumentException(
                $"{firstName} has {first} values and {secondName} has {second}; pass one of each per item.", secondName);
        }
    }
}
