using System.Globalization;

namespace LstmGen.Reporting.Drawing;

/// <summary>Round positions on an axis, and their labels.</summary>
internal static class Ticks
{
    /// <summary>
    /// Multiples of 1, 2 or 5 times a power of ten inside [low, high], about <paramref name="count"/> of them;
    /// <paramref name="whole"/>: steps of at least 1. None where the ends are no ordinary range.
    /// </summary>
    public static double[] Linear(double low, double high, int count, bool whole = false)
    {
        var step = Step((high - low) / Math.Max(1, count));
        if (whole)
            step = Math.Max(1, step);
        if (!(high > low && double.IsNormal(step)))
            return [];
        var first = Math.Ceiling(low / step - 1e-9);
        var last = Math.Floor(high / step + 1e-9);
        var ticks = new double[(int)Math.Clamp(last - first + 1, 0, 100)];
        for (var i = 0; i < ticks.Length; i++)
            ticks[i] = (first + i) * step;
        return ticks;
    }

    /// <summary>The smallest of 1, 2, 5 times a power of ten that is not below <paramref name="raw"/>.</summary>
    public static double Step(double raw)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var share = raw / power;
        return power * (share <= 1.0001 ? 1 : share <= 2.0001 ? 2 : share <= 5.0001 ? 5 : 10);
    }

    /// <summary>
    /// Powers of ten inside [low, high], thinned to about <paramref name="count"/>; with 2 and 5 times them where they are few; linear ones
    /// where that leaves fewer than three. None where the ends are no ordinary range of positive numbers.
    /// </summary>
    public static double[] Logarithmic(double low, double high, int count)
    {
        if (!(double.IsNormal(low) && low > 0 && high > low && double.IsFinite(high)))
            return [];
        var (first, last) = ((int)Math.Floor(Math.Log10(low)), (int)Math.Ceiling(Math.Log10(high)));
        var decades = last - first + 1;
        var stride = Math.Max(1, (int)Math.Ceiling((double)decades / Math.Max(1, count)));
        double[] factors = high / low < 200 ? [1, 2, 5] : high / low < 2000 ? [1, 3] : [1];
        var ticks = new List<double>();
        for (var power = first; power <= last; power++)
        {
            if (power % stride != 0)
                continue;
            foreach (var factor in factors)
            {
                var tick = factor * Math.Pow(10, power);
                if (tick >= low * 0.999999 && tick <= high * 1.000001)
                    ticks.Add(tick);
            }
        }

        return ticks.Count >= 3 ? [.. ticks] : Linear(low, high, count);
    }

    /// <summary>Labels with as many decimals as the ticks need, the same for all of them; logarithmic ticks each for itself.</summary>
    public static string[] Labels(double[] ticks, bool logarithmic = false)
    {
        if (logarithmic)
        {
            var wide = ticks.Length > 1 && ticks[^1] / ticks[0] > 1e7;
            return [.. ticks.Select(t => wide && t != 1 ? t.ToString("0.#e0", CultureInfo.InvariantCulture) : Value(t))];
        }

        var step = ticks.Length > 1 ? Math.Abs(ticks[1] - ticks[0]) : Math.Abs(ticks.Length == 1 ? ticks[0] : 1);
        var largest = ticks.Length == 0 ? 0 : ticks.Max(Math.Abs);
        if (largest >= 1e7 || (largest > 0 && step < 1e-5))
            return [.. ticks.Select(t => t == 0 ? "0" : t.ToString("0.###e0", CultureInfo.InvariantCulture))];

        var decimals = step > 0 ? (int)Math.Clamp(Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 8) : 0;
        return [.. ticks.Select(
            t => t.ToString(string.Create(CultureInfo.InvariantCulture, $"N{decimals}"), CultureInfo.InvariantCulture))];
    }

    /// <summary>One value with about four digits: <c>0.3412</c>, <c>12,346</c>, <c>1.2e-7</c>.</summary>
    public static string Value(double value) => Math.Abs(value) switch
    {
        0 => "0",
        double.NaN => "NaN",
        double.PositiveInfinity => value > 0 ? "∞" : "-∞",
        >= 1e7 or < 1e-4 => value.ToString("0.###e0", CultureInfo.InvariantCulture),
        >= 1000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0.#", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.##", CultureInfo.InvariantCulture),
        >= 0.1 => value.ToString("0.####", CultureInfo.InvariantCulture),
        >= 0.01 => value.ToString("0.#####", CultureInfo.InvariantCulture),
        >= 0.001 => value.ToString("0.######", CultureInfo.InvariantCulture),
        _ => value.ToString("0.#######", CultureInfo.InvariantCulture),
    };
}
