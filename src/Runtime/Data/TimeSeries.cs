using LstmGen.CompilerServices;

namespace LstmGen.Data;

/// <summary>A multivariate series: rows in time order, one column per variable.</summary>
public sealed class TimeSeries
{
    private readonly float[] _values;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    /// <summary>A series over given values.</summary>
    /// <param name="values"><c>[N, F]</c>, row by row; kept, not copied.</param>
    /// <param name="columns">The F names.</param>
    /// <param name="times">The N times, each later than the one before; or null.</param>
    /// <param name="timesInAnyOrder">Whether times may be equal or go back, as in a file that was read with <c>TimeOrder.AsWritten</c> or
    /// <c>RepeatedTimes.Keep</c>.</param>
    /// <exception cref="ArgumentException">The counts do not fit, a value is not finite, a time is not later than the one before, or a name
    /// occurs twice.</exception>
    public TimeSeries(
        float[] values, IReadOnlyList<string> columns, IReadOnlyList<DateTime>? times = null, bool timesInAnyOrder = false)
    {
        ArgumentNullException.ThrowIfNull(values);
        Given.RequireItems(columns, nameof(columns));
        if (columns.Count == 0 || values.Length % columns.Count != 0)
            throw new ArgumentException(
                $"{values.Length} values are no whole number of rows of {columns.Count} columns. Fill every row.", nameof(values));
        for (var i = 0; i < columns.Count; i++)
        {
            if (!_columns.TryAdd(columns[i], i))
                throw new ArgumentException($"Column '{columns[i]}' occurs twice. Name each column once.", nameof(columns));
        }

        Count = values.Length / columns.Count;
        if (times is not null && times.Count != Count)
            throw new ArgumentException($"{times.Count} times for {Count} rows. Give one time per row.", nameof(times));
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                throw new ArgumentException(
                    $"Row {i / columns.Count}, column '{columns[i % columns.Count]}': {values[i]} is not a finite number. "
                    + "Fill the gap before.", nameof(values));
        }

        if (!timesInAnyOrder)
            RequireRise(times);
        _values = values;
        Columns = [.. columns];
        Times = times;
    }

    /// <summary>Number of rows, N.</summary>
    public int Count { get; }

    /// <summary>Number of columns, F.</summary>
    public int Features => Columns.Count;

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Time of each row, or null.</summary>
    public IReadOnlyList<DateTime>? Times { get; }

    /// <summary>All values, <c>[N, F]</c>.</summary>
    public ReadOnlySpan<float> Values => _values;

    internal float[] Storage => _values;

    /// <summary>The series with one more column behind its others, such as the hour or the day of the week of each row; a copy.</summary>
    /// <param name="name">Name of the column.</param>
    /// <param name="values">Its values, <c>[N]</c>.</param>
    /// <exception cref="ArgumentException">The number of values is not that of rows, one is not finite, or the name is taken.</exception>
    public TimeSeries WithColumn(string name, ReadOnlySpan<float> values)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (values.Length != Count)
            throw new ArgumentException($"values has {values.Length} values for {Count} rows. Give one per row.", nameof(values));
        int width = Features + 1;
        var all = new float[BlockSize.Of(Count, width, "rows x columns", "Cut the series into several.")];
        for (int row = 0; row < Count; row++)
        {
            Row(row).CopyTo(all.AsSpan(row * width));
            all[(row * width) + Features] = values[row];
        }

        return new TimeSeries(all, [.. Columns, name], Times, timesInAnyOrder: true);
    }

    /// <summary>Values of row <paramref name="row"/>, <c>[F]</c>.</summary>
    public ReadOnlySpan<float> Row(int row) => _values.AsSpan(row * Features, Features);

    /// <summary>Values of a range of rows, <c>[n, F]</c>: what a scaler is fitted on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range reaches outside the series.</exception>
    public ReadOnlySpan<float> Slice(Range rows)
    {
        var (offset, count) = Given.Of(rows, Count, "rows", nameof(rows));
        return _values.AsSpan(offset * Features, count * Features);
    }

    /// <summary>Index of the column called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that there are.</exception>
    public int Column(string name) => _columns.TryGetValue(Given.Value(name), out var index) ? index : throw new ArgumentException(
        $"There is no column '{name}'; the series has {string.Join(", ", Columns.Take(20))}{(Columns.Count > 20 ? ", ..." : "")}.",
        nameof(name));

    private static void RequireRise(IReadOnlyList<DateTime>? times)
    {
        for (var row = 1; row < (times?.Count ?? 0); row++)
        {
            if (times![row] <= times[row - 1])
                throw new ArgumentException(
                    $"Row {row} is at {TimeSteps.Text(times[row])}, and row {row - 1} at {TimeSteps.Text(times[row - 1])}: times rise from "
                        + "row to row. Sort the rows by time and keep one of each (of a file: CsvOptions.TimeOrder and RepeatedTimes), or "
                        + "set timesInAnyOrder.", nameof(times));
        }
    }
}
