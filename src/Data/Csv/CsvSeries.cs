using System.Globalization;

namespace LstmGen.Data;

/// <summary>Reads a multivariate series from CSV.</summary>
public static class CsvSeries
{
    /// <summary>Reads the columns named, in the order named; none = all of them.</summary>
    /// <exception cref="DataFormatException">The file is missing, a column is unknown, a cell is no number, or there is no row.</exception>
    public static TimeSeries Read(string path, params ReadOnlySpan<string> columns) => Read(path, new CsvOptions(), columns);

    /// <summary>Reads the columns named, in the order named; none = all but <see cref="CsvOptions.TimeColumn"/>.</summary>
    /// <exception cref="DataFormatException">
    /// The file is missing, a column is unknown, a cell is no finite number or no time, or there are fewer rows than
    /// <see cref="CsvOptions.MinimumRows"/>.
    /// </exception>
    public static TimeSeries Read(string path, CsvOptions options, params ReadOnlySpan<string> columns)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var table = CsvTable.Named(path, options);
        var time = options.TimeColumn is { } name ? table.Column(name) : -1;
        var selected = Select(table, columns, time);
        var values = new List<float>();
        List<DateTime>? times = time < 0 ? null : [];
        while (table.Read())
        {
            foreach (var column in selected)
                values.Add(Number(table, column));
            times?.Add(Time(table, time));
        }

        var rows = values.Count / selected.Length;
        if (rows < Math.Max(1, options.MinimumRows))
            throw new DataFormatException(
                path, 0, null,
                $"the series has {rows} rows, {Math.Max(1, options.MinimumRows)} are needed. Use a longer file, or a shorter window or horizon.");
        return new TimeSeries([.. values], Array.ConvertAll(selected, c => table.Header[c]), times);
    }

    /// <summary>Places of the columns named; of none named, all but those of other use.</summary>
    internal static int[] Select(CsvTable table, ReadOnlySpan<string> columns, params int[] others)
    {
        if (columns.IsEmpty)
        {
            var all = Enumerable.Range(0, table.Header.Count).Where(c => !others.Contains(c)).ToArray();
            return all.Length > 0 ? all : throw new DataFormatException(
                table.Path, table.HeaderRow, null, "there is no column of numbers besides those that are named for something else. Add one.");
        }

        var selected = new int[columns.Length];
        for (var i = 0; i < selected.Length; i++)
        {
            selected[i] = table.Column(columns[i]);
            if (Array.IndexOf(selected, selected[i]) < i || others.Contains(selected[i]))
                throw new ArgumentException($"Column '{columns[i]}' is named twice. Name each column once.", nameof(columns));
        }

        return selected;
    }

    internal static float Number(CsvTable table, int column)
    {
        var text = table[column].Trim();
        if (text.Length == 0)
            throw table.Error(column, "the cell is empty. Fill in a number, or leave the row out.");
        if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            throw table.Error(
                column,
                $"{DataFormatException.Show(text)} is not a number. Write it with a decimal point and without unit, or read other columns.");
        return float.IsFinite(value) ? value : throw table.Error(
            column, $"{DataFormatException.Show(text)} is not a finite number. Fill in a number, or leave the row out.");
    }

    private static DateTime Time(CsvTable table, int column) =>
        DateTime.TryParse(table[column], CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var time)
            ? time
            : throw table.Error(
                column, $"{DataFormatException.Show(table[column])} is not a time. Write it like 2016-07-01 13:00:00.");
}
