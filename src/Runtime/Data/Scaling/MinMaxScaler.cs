using System.Globalization;

namespace LstmGen.Data;

/// <summary>
/// Scales each column so that its smallest value becomes <c>low</c> and its largest <c>high</c>:
/// <c>y = (x - min) / (max - min) * (high - low) + low</c>. A constant column becomes <c>low</c>. Values outside the
/// range that was fitted land outside [low, high]; they are not cut.
/// </summary>
public sealed class MinMaxScaler : Scaler
{
    internal const string Kind = "minmax";

    private MinMaxScaler(float[] min, float[] max, float low, float high)
        : base(Array.ConvertAll(min, one => (double)one), Widths(min, max, low, high), low)
    {
        Min = min;
        Max = max;
        Low = low;
        High = high;
    }

    /// <summary>Smallest values fitted, <c>[F]</c>.</summary>
    public ReadOnlySpan<float> Minimum => Min;

    /// <summary>Largest values fitted, <c>[F]</c>.</summary>
    public ReadOnlySpan<float> Maximum => Max;

    /// <summary>What the smallest value becomes.</summary>
    public float Low { get; }

    /// <summary>What the largest value becomes.</summary>
    public float High { get; }

    private float[] Min { get; }

    private float[] Max { get; }

    /// <summary>Fits on rows <c>[n, F]</c>: the training part, such as <c>series.Slice(train)</c>.</summary>
    /// <exception cref="ArgumentException">There is no row, a value or a bound is not finite, or <paramref name="high"/> is not above
    /// <paramref name="low"/>.</exception>
    public static MinMaxScaler Fit(ReadOnlySpan<float> rows, int features, float low = 0f, float high = 1f)
    {
        var statistics = new ColumnStatistics(features);
        statistics.Add(rows);
        return From(statistics, low, high);
    }

    /// <summary>Fits on all steps of all sequences of the training set.</summary>
    /// <exception cref="ArgumentException">The set is empty, a bound is not finite, or <paramref name="high"/> is not above
    /// <paramref name="low"/>.</exception>
    public static MinMaxScaler Fit(SequenceSet train, float low = 0f, float high = 1f)
    {
        ArgumentNullException.ThrowIfNull(train);
        return From(ColumnStatistics.Of(train), low, high);
    }

    internal static MinMaxScaler Read(IReadOnlyDictionary<string, string> metadata, string prefix)
    {
        var min = ScalerMetadata.Numbers<float>(metadata, prefix + "min");
        var max = ScalerMetadata.Numbers<float>(metadata, prefix + "max");
        var range = ScalerMetadata.Numbers<float>(metadata, prefix + "range");
        return max.Length == min.Length && range.Length == 2 && range[1] > range[0]
            ? new MinMaxScaler(min, max, range[0], range[1])
            : throw new ArgumentException(
                $"Metadata entries '{prefix}min', '{prefix}max' and '{prefix}range' do not fit together. Store the scaler again.",
                nameof(metadata));
    }

    private protected override void Write(Dictionary<string, string> entries, string prefix)
    {
        entries[prefix + "kind"] = Kind;
        entries[prefix + "min"] = ScalerMetadata.Format(Minimum);
        entries[prefix + "max"] = ScalerMetadata.Format(Maximum);
        entries[prefix + "range"] = ScalerMetadata.Format<float>([Low, High]);
    }

    private static MinMaxScaler From(ColumnStatistics statistics, float low, float high)
    {
        statistics.RequireRows();
        RequireFinite(low, nameof(low));
        RequireFinite(high, nameof(high));
        if (!(high > low))
            throw new ArgumentException($"High is {high}, which is not above low, {low}. Give a range such as 0 and 1.", nameof(high));
        var min = new float[statistics.Features];
        var max = new float[statistics.Features];
        for (var c = 0; c < min.Length; c++)
            (min[c], max[c]) = (statistics.Min(c), statistics.Max(c));
        return new MinMaxScaler(min, max, low, high);
    }

    private static void RequireFinite(float bound, string name)
    {
        if (!float.IsFinite(bound))
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{name} is {bound}; give a finite number, such as 0 or 1."), name);
    }

    private static double[] Widths(float[] min, float[] max, float low, float high)
    {
        var widths = new double[min.Length];
        for (var c = 0; c < widths.Length; c++)
            widths[c] = max[c] > min[c] ? ((double)max[c] - min[c]) / ((double)high - low) : 1;
        return widths;
    }
}
