using System.CommandLine;
using LstmGen.Data;

namespace LstmGen.Samples;

/// <summary>A series of a CSV file of one's own: the column that is forecast, others that help, and the times.</summary>
internal static class SeriesFile
{
    private static readonly Option<string?> ColumnName = new("--column")
    {
        Description = "Column of the series; needed where the file has more than one besides the time"
    };
    private static readonly Option<string?> TimeName = new("--time-column") { Description = "Column of the times" };

    /// <summary>The options, with those of CSV files.</summary>
    public static Option[] Options { get; } = [ColumnName, TimeName, .. CsvFile.OfSeries];

    /// <summary>Reads the file and says what is in it.</summary>
    /// <param name="sample">The run.</param>
    /// <param name="path">The file.</param>
    /// <param name="minimumRows">Rows that the run needs.</param>
    /// <param name="others">Names of more columns to read, after the first.</param>
    /// <returns>Columns: the series, then <paramref name="others"/>.</returns>
    public static TimeSeries Read(Sample sample, string path, int minimumRows, params string[] others)
    {
        string? time = sample.Value(TimeName);
        string column = CsvFile.Column(sample, ColumnName, path, "the series", [time, .. others]);
        TimeSeries series = CsvSeries.Read(path, CsvFile.Read(sample, path, time, minimumRows), [column, .. others]);
        Require(series, path);
        string range = series.Times is { } times ? $", {times[0]:yyyy-MM-dd HH:mm} to {times[^1]:yyyy-MM-dd HH:mm}" : "";
        Console.WriteLine($"{path}: {series.Count} rows of {string.Join(", ", series.Columns)}{range}");
        return series;
    }

    /// <summary>A name for figures and files: the column's, with the file's where there are several.</summary>
    public static string Name(Sample sample, string path, TimeSeries series) =>
        sample.Files.Count > 1 ? $"{Name(sample.Files, path)} {series.Columns[0]}" : series.Columns[0];

    /// <summary>
    /// A name for one of several files: its own, with a number where those before have that name too, in other folders, or one that
    /// <see cref="FileName"/> does not tell from it.
    /// </summary>
    public static string Name(IReadOnlyList<string> paths, string path)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (string one in paths)
        {
            string own = Path.GetFileNameWithoutExtension(one), name = own;
            for (int number = 2; !taken.Add(FileName(name)); number++)
                name = $"{own} {number}";
            if (one == path)
                return name;
        }

        throw new ArgumentException($"'{path}' is none of the files.", nameof(path));
    }

    /// <summary>A name as a part of a file's name.</summary>
    public static string FileName(string name) => string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));

    private static void Require(TimeSeries series, string path)
    {
        float first = series.Values[0];
        bool same = true;
        for (int row = 1; row < series.Count && same; row++)
            same = series.Row(row)[0] == first;
        if (same)
            throw new DataFormatException(
                path, 0, series.Columns[0],
                $"all {series.Count} rows are {Digits.Show(first)}; there is nothing to learn. Name another column.");
    }
}
