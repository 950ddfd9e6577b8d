namespace LstmGen.Data;

/// <summary>
/// Reads a table of one series a row, of different lengths, as the M4 competition has: a name in the first column, then the values from the
/// first on, and empty cells after the last.
/// </summary>
public static class SeriesTable
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; gzip too.</param>
    /// <param name="options">How to read it; what they say of times and missing values is not used.</param>
    /// <exception cref="DataFormatException">The file is missing or empty, a value is no number, is missing inside a series, a series has
    /// none, or a name stands twice.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or there are categories.</exception>
    public static IReadOnlyList<NamedSeries> Read(string path, CsvOptions? options = null)
    {
        options = (options ?? new CsvOptions()) with { Missing = MissingValues.Interpolate }; // gaps are found here
        using var table = new CsvTable(path, options);
        if (options.Categories.Count > 0)
            throw new ArgumentException("Categories are of columns, but each row is a series. Leave them out.", nameof(options));
        var numbers = new CellNumbers(options, TableAdvice.Series);
        var (all, names) = (new List<NamedSeries>(), new HashSet<string>(StringComparer.Ordinal));
        while (table.Read())
        {
            string id = table[0].Trim().ToString();
            if (id.Length == 0)
                throw table.Error(0, "the name of the series is empty. Fill it in, or remove the row.");
            if (!names.Add(id))
                throw table.Error(0, $"the series {DataFormatException.Show(id)} stands twice. Remove or rename one.");
            all.Add(new NamedSeries(id, new TimeSeries(Values(table, numbers), [id])));
        }

        return all.Count > 0 ? all : throw new DataFormatException(path, 0, null, "there is no series in the file. Use a file with data.");
    }

    private static float[] Values(CsvTable table, CellNumbers numbers)
    {
        int count = table.Count;
        while (count > 1 && float.IsNaN(numbers.Read(table, count - 1)))
            count--;
        if (count == 1)
            throw table.Error(0, "the series has no value. Remove the row.");
        var values = new float[count - 1];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = numbers.Read(table, i + 1);
            if (float.IsNaN(values[i]))
                throw table.Error(i + 1, "a value is missing inside the series. Fill it in, or cut the series there.");
        }

        return values;
    }
}
