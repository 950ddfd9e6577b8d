namespace LstmGen.Data;

/// <summary>
/// Mean, variance and range per column in one pass, in double precision (Welford 1962, "Note on a method for calculating
/// corrected sums of squares and products").
/// </summary>
internal sealed class ColumnStatistics
{
    private readonly double[] _mean;
    private readonly double[] _squares;
    private readonly float[] _min;
    private readonly float[] _max;
    private long _rows;

    public ColumnStatistics(int features)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        _mean = new double[features];
        _squares = new double[features];
        _min = new float[features];
        _max = new float[features];
        Array.Fill(_min, float.PositiveInfinity);
        Array.Fill(_max, float.NegativeInfinity);
    }

    public int Features => _mean.Length;

    public static ColumnStatistics Of(SequenceSet set)
    {
        if (set.HasTokens)
            throw new ArgumentException("The set holds token ids, which are not scaled. Give a set of real features.", nameof(set));
        var statistics = new ColumnStatistics(set.FeatureCount);
        for (var i = 0; i < set.Count; i++)
            statistics.Add(set.Features(i));
        return statistics;
    }

    public void Add(ReadOnlySpan<float> rows)
    {
        if (rows.Length % Features != 0)
            throw new ArgumentException($"{rows.Length} values are no whole number of rows of {Features}. Give whole rows.", nameof(rows));
        for (var at = 0; at < rows.Length; at += Features)
        {
            _rows++;
            for (var c = 0; c < Features; c++)
            {
                var x = rows[at + c];
                if (!float.IsFinite(x))
                    throw new ArgumentException(
                        $"Row {at / Features}, column {c}: {x} is not a finite number. Fill the gap before.", nameof(rows));
                var delta = x - _mean[c];
                _mean[c] += delta / _rows;
                _squares[c] += delta * (x - _mean[c]);
                _min[c] = Math.Min(_min[c], x);
                _max[c] = Math.Max(_max[c], x);
            }
        }
    }

    public void RequireRows()
    {
        if (_rows == 0)
            throw new ArgumentException("There is no row to fit on. Give the training part.");
    }

    public void RequireColumns(ReadOnlySpan<int> columns)
    {
        foreach (var column in columns)
        {
            if ((uint)column >= (uint)Features)
                throw new ArgumentException(
                    $"Column {column}, which is to stay as it is, is outside 0..{Features - 1}. Name columns of the data.",
                    nameof(columns));
        }
    }

    public double Mean(int column) => _mean[column];

    public double Variance(int column) => _squares[column] / _rows;

    public float Min(int column) => _min[column];

    public float Max(int column) => _max[column];
}
