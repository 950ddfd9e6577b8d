namespace LstmGen.Data;

/// <summary>
/// Scales each column on its own: <c>y = (x - center) / scale + low</c>, and back. Fit it on the training part only,
/// and store it with the model (<see cref="ToMetadata"/>), so that predictions can be given in the data's own unit.
/// </summary>
public abstract partial class Scaler
{
    // Doubles: a float holds neither a mean between two large floats nor every difference of two floats.
    private readonly double[] _center;
    private readonly double[] _scale;
    private readonly double _low;

    private protected Scaler(double[] center, double[] scale, double low)
    {
        _center = center;
        _scale = scale;
        _low = low;
    }

    /// <summary>Number of columns, F.</summary>
    public int Features => _center.Length;

    private protected ReadOnlySpan<double> Center => _center;

    /// <summary>Scaled rows: a copy, as of every member whose name does not end in InPlace.</summary>
    /// <param name="rows"><c>[n, F]</c></param>
    /// <exception cref="ArgumentException">The values are no whole number of rows.</exception>
    public float[] Transform(ReadOnlySpan<float> rows)
    {
        var copy = rows.ToArray();
        TransformInPlace(copy);
        return copy;
    }

    /// <summary>Scaled values of one column, such as targets.</summary>
    /// <param name="values"><c>[n]</c></param>
    /// <param name="column">Which column of the fitted data they are.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public float[] Transform(ReadOnlySpan<float> values, int column)
    {
        var copy = values.ToArray();
        TransformInPlace(copy, column);
        return copy;
    }

    /// <summary>Scaled values of the only column in the data's unit again: steps, horizons, rows.</summary>
    /// <param name="values"><c>[n]</c></param>
    /// <exception cref="ArgumentException">
    /// The scaler was fitted on several columns: the values could be several steps of one of them or a row of all. Say which by
    /// <see cref="Inverse(ReadOnlySpan{float}, int)"/>, <see cref="Inverse(ReadOnlySpan{float}, ReadOnlySpan{int})"/> or
    /// <see cref="InverseRows"/>.
    /// </exception>
    public float[] Inverse(ReadOnlySpan<float> values)
    {
        var copy = values.ToArray();
        InverseInPlace(copy);
        return copy;
    }

    /// <summary>Scaled values of one column in the data's unit again, such as a forecast of several steps.</summary>
    /// <param name="values"><c>[n]</c></param>
    /// <param name="column">Which column of the fitted data they are.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public float[] Inverse(ReadOnlySpan<float> values, int column)
    {
        var copy = values.ToArray();
        InverseInPlace(copy, column);
        return copy;
    }

    /// <summary>Scaled rows of some columns in the data's unit again, such as predictions of the target columns.</summary>
    /// <param name="rows"><c>[n, columns]</c></param>
    /// <param name="columns">Which column of the fitted data each of them is.</param>
    /// <exception cref="ArgumentException">The values are no whole number of rows, or there is no such column.</exception>
    public float[] Inverse(ReadOnlySpan<float> rows, ReadOnlySpan<int> columns)
    {
        var copy = rows.ToArray();
        InverseInPlace(copy, columns);
        return copy;
    }

    /// <summary>Scaled rows of all columns in the data's unit again.</summary>
    /// <param name="rows"><c>[n, F]</c></param>
    /// <exception cref="ArgumentException">The values are no whole number of rows.</exception>
    public float[] InverseRows(ReadOnlySpan<float> rows)
    {
        var copy = rows.ToArray();
        InverseRowsInPlace(copy);
        return copy;
    }

    /// <summary>A scaled copy of a series.</summary>
    /// <exception cref="ArgumentException">The series has another number of columns.</exception>
    public TimeSeries Transform(TimeSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        RequireFeatures(series.Features);
        var values = series.Values.ToArray();
        TransformInPlace(values);
        return new TimeSeries(values, series.Columns, series.Times, timesInAnyOrder: true);
    }

    /// <summary>
    /// A copy of a set with scaled features; targets stay as they are. Subsets share their values with the set that they
    /// come from, and all of these are copied: scale first, then split.
    /// </summary>
    /// <exception cref="ArgumentException">The set has another number of features.</exception>
    public SequenceSet Transform(SequenceSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        RequireFeatures(set.FeatureCount);
        var values = set.FeatureStorage.ToArray();
        TransformInPlace(values);
        return set.WithFeatureStorage(values);
    }

    /// <summary>The scaler as text entries that can stand in a model file's metadata; numbers survive exactly.</summary>
    /// <param name="prefix">Begin of the keys; choose one per scaler.</param>
    public Dictionary<string, string> ToMetadata(string prefix = "scaler")
    {
        var entries = new Dictionary<string, string>();
        Write(entries, prefix + ".");
        return entries;
    }

    /// <summary>Reads a scaler that <see cref="ToMetadata"/> wrote.</summary>
    /// <exception cref="ArgumentException">An entry is missing or malformed; the message names it.</exception>
    public static Scaler FromMetadata(IReadOnlyDictionary<string, string> metadata, string prefix = "scaler")
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var kind = ScalerMetadata.Text(metadata, prefix + ".kind");
        return kind switch
        {
            StandardScaler.Kind => StandardScaler.Read(metadata, prefix + "."),
            MinMaxScaler.Kind => MinMaxScaler.Read(metadata, prefix + "."),
            _ => throw new ArgumentException(
                $"Metadata entry '{prefix}.kind' is '{kind}'; known are {StandardScaler.Kind} and {MinMaxScaler.Kind}.", nameof(metadata)),
        };
    }

    private protected abstract void Write(Dictionary<string, string> entries, string prefix);

    private void RequireColumn(int column)
    {
        if ((uint)column >= (uint)Features)
            throw new ArgumentException($"Column {column} is outside 0..{Features - 1} of the fitted data.", nameof(column));
    }

    private void RequireFeatures(int features)
    {
        if (features != Features)
            throw new ArgumentException($"The data has {features} features per row, the scaler was fitted on {Features}.");
    }

    private static void RequireRows(int values, int width)
    {
        if (width == 0 || values % width != 0)
            throw new ArgumentException($"{values} values are no whole number of rows of {width}. Give whole rows.");
    }
}
