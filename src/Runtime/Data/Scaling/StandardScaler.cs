namespace LstmGen.Data;

/// <summary>
/// Scales each column to mean 0 and standard deviation 1: <c>y = (x - mean) / std</c>, with the population's standard
/// deviation (divided by n). A constant column is only shifted.
/// </summary>
public sealed class StandardScaler : Scaler
{
    internal const string Kind = "standard";

    private readonly float[] _mean, _std;

    private StandardScaler(double[] mean, float[] std)
        : base(mean, Array.ConvertAll(std, one => (double)one), 0)
    {
        (_mean, _std) = (Array.ConvertAll(mean, one => (float)one), std);
    }

    /// <summary>Means, <c>[F]</c>, rounded to floats; the scaler itself, and its metadata, have them in double precision.</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>Standard deviations, <c>[F]</c>; 1 for a constant column.</summary>
    public ReadOnlySpan<float> StandardDeviation => _std;

    /// <summary>Fits on rows <c>[n, F]</c>: the training part, such as <c>series.Slice(train)</c>.</summary>
    /// <param name="rows"><c>[n, F]</c></param>
    /// <param name="features">F.</param>
    /// <param name="except">Columns that stay as they are, such as categories.</param>
    /// <exception cref="ArgumentException">There is no row, a value is not finite, or there is no such column.</exception>
    public static StandardScaler Fit(ReadOnlySpan<float> rows, int features, params ReadOnlySpan<int> except)
    {
        var statistics = new ColumnStatistics(features);
        statistics.Add(rows);
        return From(statistics, except);
    }

    /// <summary>Fits on all steps of all sequences of the training set.</summary>
    /// <param name="train">The training set.</param>
    /// <param name="except">Columns that stay as they are, such as categories.</param>
    /// <exception cref="ArgumentException">The set is empty, or there is no such column.</exception>
    public static StandardScaler Fit(SequenceSet train, params ReadOnlySpan<int> except)
    {
        ArgumentNullException.ThrowIfNull(train);
        return From(ColumnStatistics.Of(train), except);
    }

    internal static StandardScaler Read(IReadOnlyDictionary<string, string> metadata, string prefix)
    {
        var mean = ScalerMetadata.Numbers<double>(metadata, prefix + "mean");
        return new StandardScaler(mean, ScalerMetadata.Divisors(metadata, prefix + "std", mean.Length));
    }

    private protected override void Write(Dictionary<string, string> entries, string prefix)
    {
        entries[prefix + "kind"] = Kind;
        entries[prefix + "mean"] = ScalerMetadata.Format(Center);
        entries[prefix + "std"] = ScalerMetadata.Format(StandardDeviation);
    }

    private static StandardScaler From(ColumnStatistics statistics, ReadOnlySpan<int> except)
    {
        statistics.RequireRows();
        statistics.RequireColumns(except);
        var mean = new double[statistics.Features];
        var std = new float[statistics.Features];
        for (var c = 0; c < mean.Length; c++)
        {
            if (except.Contains(c))
            {
                std[c] = 1f;
                continue;
            }

            mean[c] = statistics.Mean(c);
            std[c] = (float)Math.Sqrt(statistics.Variance(c));
            if (std[c] == 0f || statistics.Min(c) == statistics.Max(c))
                std[c] = 1f;
        }

        return new StandardScaler(mean, std);
    }
}
