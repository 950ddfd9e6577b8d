using System.CommandLine;

namespace LstmGen.Samples.Forecast;

/// <summary>How a series of one's own is forecast; checked before anything is read.</summary>
internal sealed record SeriesOptions(string Path, string Column, int Window, int Season, double Test)
{
    public static Option<FileInfo?> Csv { get; } = new("--csv") { Description = "CSV file with a header; forecast instead of the sine" };

    public static Option<string?> ColumnName { get; } = new("--column") { Description = "Column of the series; needed with --csv" };

    public static Option<int> WindowRows { get; } = new("--window") { Description = "Values that a forecast sees", DefaultValueFactory = _ => 24 };

    public static Option<int> SeasonRows { get; } = new("--season") { Description = "Period of the seasonal-naive forecast, in rows", DefaultValueFactory = _ => 12 };

    public static Option<double> TestShare { get; } = new("--test") { Description = "Share of rows at the end that are held out", DefaultValueFactory = _ => 0.2 };

    public static Option[] All { get; } = [Csv, ColumnName, WindowRows, SeasonRows, TestShare];

    /// <summary>The options of a run on <paramref name="path"/>.</summary>
    public static SeriesOptions Read(Sample sample, string path, string column)
    {
        var options = new SeriesOptions(path, column, sample.Value(WindowRows), sample.Value(SeasonRows), sample.Value(TestShare));
        options.Check();
        return options;
    }

    /// <summary>Rows enough for a window, a season back, and some to learn from and to hold out.</summary>
    public int MinimumRows => (int)Math.Ceiling((Math.Max(Window, Season) + 10) / (1 - Test)) + 2;

    private void Check()
    {
        if (Column.Length == 0)
            throw new ArgumentException("--column is missing; name the column of the CSV file that holds the series.");
        if (Window < 2)
            throw new ArgumentException($"--window is {Window}; give at least 2.");
        if (Season < 1)
            throw new ArgumentException($"--season is {Season}; give at least 1.");
        if (!(Test is > 0 and < 1))
            throw new ArgumentException($"--test is {Test}; give a share between 0 and 1.");
    }
}
