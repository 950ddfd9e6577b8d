namespace LstmGen.Reporting.Drawing;

/// <summary>Maps values to pixels, linearly or by their logarithm.</summary>
internal readonly struct Scale
{
    private const double Largest = 1e300, Least = 1 / Largest;

    // What a range on a logarithmic scale is widened to at most, so that both ends are ordinary numbers.
    private const double LowestEnd = 1e-307, HighestEnd = 1e308;

    private readonly double _from, _span, _pixel, _pixels;
    private readonly bool _logarithmic;

    /// <summary>Maps [low, high] to [pixelLow, pixelHigh]; low less than high, both positive when logarithmic.</summary>
    public Scale(double low, double high, double pixelLow, double pixelHigh, bool logarithmic = false)
    {
        (Low, High, _logarithmic, _pixel, _pixels) = (low, high, logarithmic, pixelLow, pixelHigh - pixelLow);
        _from = Transform(low);
        _span = Transform(high) - _from;
    }

    public double Low { get; }

    public double High { get; }

    public double this[double value] => _pixel + (Transform(value) - _from) / _span * _pixels;

    /// <summary>Whether the value has a place: finite and not absurdly large, and positive when logarithmic.</summary>
    public static bool Shows(double value, bool logarithmic) =>
        Math.Abs(value) <= Largest && (!logarithmic || value >= Least);

    /// <summary>
    /// The range of the values that can be shown, widened by <paramref name="margin"/> of itself; null when there are none.
    /// A single value gets room on both sides.
    /// </summary>
    public static (double Low, double High)? Range(IEnumerable<double> values, bool logarithmic, double margin)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (Shows(value, logarithmic))
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        if (low > high)
            return null;
        var single = high - low <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high));
        if (logarithmic)
        {
            // As logarithms, since the quotient of the ends may be larger than a double.
            var factor = single ? 2 : Math.Pow(10, (Math.Log10(high) - Math.Log10(low)) * margin);
            return (Math.Max(low / factor, LowestEnd), Math.Min(high * factor, HighestEnd));
        }

        // Differences that are no ordinary numbers have no tick between them.
        var room = single || high - low < Least ? Math.Max(Math.Abs(low) * 0.1, 1e-9) : (high - low) * margin;
        return (low - room, high + room);
    }

    private double Transform(double value) => _logarithmic ? Math.Log10(value) : value;
}
