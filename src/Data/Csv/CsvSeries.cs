namespace LstmGen.Data;

/// <summary>Reads a multivariate series from CSV.</summary>
public static class CsvSeries
{
    /// <summary>Reads the columns named, in the order named; none = all of them.</summary>
    /// <exception cref="DataFormatException">The file is missing, a column is unknown, a cell is no number, or there is no row.</exception>
    /// <exception cref="ArgumentException">A column is null or named twice.</exception>
    public static TimeSeries Read(string path, params ReadOnlySpan<string> columns) => Read(path, new CsvOptions(), columns);

    /// <summary>Reads the columns named, in the order named; none = all but those of the time.</summary>
    /// <exception cref="DataFormatException">
    /// The file is missing, a column is unknown, a cell is no finite number or no time, or can be read in more than one way and no
    /// option decides it, the times are not in order, or there are fewer rows than <see cref="CsvOptions.MinimumRows"/>.
    /// </exception>
    /// <exception cref="ArgumentException">An option is out of range or null, or a column is null or named twice.</exception>
    public static TimeSeries Read(string path, CsvOptions options, params ReadOnlySpan<string> columns)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.TimeOfDayColumn is not null && options.TimeColumn is null)
            throw new ArgumentException(
                "TimeOfDayColumn is set and TimeColumn is not. Name the date's column as TimeColumn.", nameof(options));
        using var table = new CsvTable(path, options);
        var time = TimeColumns.Of(table, options);
        var selected = Select(table, columns, time?.Date ?? -1, time?.TimeOfDay ?? -1);
        var rows = new SeriesRows(path, selected, time is not null, options.Missing);
        var numbers = new CellNumbers(options);
        while (table.Read())
            rows.Add(table, numbers, time);
        if (time is not null)
            rows.Order(options.TimeOrder, options.RepeatedTimes);
        if (rows.Count < Math.Max(1, options.MinimumRows))
            throw new DataFormatException(
                path, 0, null,
                $"the series has {rows.Count} rows, {Math.Max(1, options.MinimumRows)} are needed. Use a longer file, or a "
                    + "shorter window or horizon.");
        return rows.ToSeries(table.Header);
    }

    /// <summary>Places of the columns named; of none named, all but those of other use.</summary>
    internal static int[] Select(CsvTable table, ReadOnlySpan<string> columns, params int[] others)
    {
        if (columns.IsEmpty)
        {
            var all = Enumerable.Range(0, table.Header.Count).Where(c => !others.Contains(c)).ToArray();
            if (Array.FindIndex(all, c => table.Header[c].Length == 0) is var unnamed and >= 0)
                throw new DataFormatException(
                    table.Path, table.HeaderRow, null,
                    $"column {all[unnamed] + 1} has no name. Name the columns to read, or give it a name.");
            return all.Length > 0 ? all : throw new DataFormatException(
                table.Path, table.HeaderRow, null,
                "there is no column of numbers besides those that are named for something else. Add one.");
        }

        var selected = new int[columns.Length];
        var known = new HashSet<int>(others);
        for (var i = 0; i < selected.Length; i++)
        {
            if (columns[i] is null)
                throw new ArgumentException($"columns[{i}] is null. Give the name of a column, or leave it out.", nameof(columns));
            selected[i] = table.Column(columns[i]);
            if (!known.Add(selected[i]))
                throw new ArgumentException($"Column '{columns[i]}' is named twice. Name each column once.", nameof(columns));
        }

        return selected;
    }
}
