using System.Globalization;

namespace LstmGen.Bench.Peers.Report;

/// <summary>Numbers to three digits.</summary>
internal static class Figure
{
    public static string Of(double value) => double.IsNaN(value) ? "" : value switch
    {
        >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("F2", CultureInfo.InvariantCulture),
        _ => value.ToString("G3", CultureInfo.InvariantCulture),
    };

    /// <summary>A ratio as text: two digits below 10, else a whole number.</summary>
    public static string Ratio(double value) =>
        double.IsNaN(value)
            ? ""
            : value.ToString(value >= 10 ? "F0" : value >= 0.95 && value < 1.05 ? "F2" : "F1", CultureInfo.InvariantCulture);

    /// <summary>A median, with a question mark where other load disturbed nearly all samples.</summary>
    public static string Time(Measurement? m) => m is null ? "" : Of(m.Median) + (m.Doubtful ? "?" : "");
}
