using System.Globalization;

namespace LstmGen.Samples;

/// <summary>Numbers as the samples print them: four significant digits, however small or large they are.</summary>
internal static class Digits
{
    /// <summary>A number: 18.62, 0.004131, 4.9e-5; all digits before the point.</summary>
    public static string Show(double value)
    {
        double size = Math.Abs(value);
        if (size is 0 or double.NaN or double.PositiveInfinity)
            return value.ToString(CultureInfo.InvariantCulture);
        if (size is < 1e-3 or >= 1e9)
            return value.ToString("0.###e0", CultureInfo.InvariantCulture);
        int decimals = Math.Max(0, 3 - (int)Math.Floor(Math.Log10(size)));
        return value.ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }

    /// <summary>A number with its sign: +0.81, -1.63.</summary>
    public static string Signed(double value) => value > 0 ? "+" + Show(value) : Show(value);

    /// <summary>A share from 0 to 1 in percent: 98.65 %, 0.04 %. What is not all is not 100 %.</summary>
    public static string Percent(double share)
    {
        double percent = 100 * share;
        if (percent is > 99.99 and < 100)
            percent = Math.Floor(percent * 1e4) / 1e4;
        return (percent is >= 1 and < 100
            ? percent.ToString(percent > 99.99 ? "0.####" : "0.##", CultureInfo.InvariantCulture)
            : Show(percent)) + " %";
    }
}
