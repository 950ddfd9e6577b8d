namespace LstmGen.Data;

/// <summary>
/// Scales each column to mean 0 and standard deviation 1: <c>y = (x - mean) / std</c>, with the population's standard
/// deviation (divided by n). A constant column is only shifted.
/// </summary>
public sealed class StandardScaler : Scaler
{
    internal const string Kind = "standard";

    private StandardScaler(float[] mean, float[] std)
        : base(mean, std, 0f)
    {
    }

    /// <summary>Means, <c>[F]</c>.</summary>
    public ReadOnlySpan<float> Mean => Center;

    /// <summary>Standard deviations, <c>[F]</c>; 1 for a constant column.</summary>
    public ReadOnlySpan<float> StandardDeviation => Scale;

    /// <summary>Fits on rows <c>[n, F]</c>: the training part, such as <c>series.Slice(train)</c>.</summary>
    /// <exception cref="ArgumentException">There is no row, or a value is not finite.</exception>
    public static StandardScaler Fit(ReadOnlySpan<float> rows, int features)
    {
        var statistics = new ColumnStatistics(features);
        statistics.Add(rows);
        return From(statistics);
    }

    /// <summary>Fits on all steps of all sequences of the training set.</summary>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public static StandardScaler Fit(SequenceSet train)
    {
        ArgumentNullException.ThrowIfNull(train);
        return From(ColumnStatistics.Of(train));
    }

    internal static StandardScaler Read(IReadOnlyDictionary<string, string> metadata, string prefix)
    {
        var mean = ScalerMetadata.Numbers(metadata, prefix + "mean");
        return new StandardScaler(mean, ScalerMetadata.Divisors(metadata, prefix + "std", mean.Length));
    }

    private protected override void Write(Dictionary<string, string> entries, string prefix)
    {
        entries[prefix + "kind"] = Kind;
        entries[prefix + "mean"] = ScalerMetadata.Format(Mean);
        entries[prefix + "std"] = ScalerMetadata.Format(StandardDeviation);
    }

    private static StandardScaler From(ColumnStatistics statistics)
    {
        statistics.RequireRows();
        var mean = new float[statistics.Features];
        var std = new float[statistics.Features];
        for (var c = 0; c < mean.Length; c++)
        {
            mean[c] = (float)statistics.Mean(c);
            std[c] = (float)Math.Sqrt(statistics.Variance(c));
            if (std[c] == 0f || statistics.Min(c) == statistics.Max(c))
                std[c] = 1f;
        }

        return new StandardScaler(mean, std);
    }
}
