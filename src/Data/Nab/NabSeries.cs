namespace LstmGen.Data;

/// <summary>Reads a series of the Numenta Anomaly Benchmark: <c>timestamp,value</c>.</summary>
public static class NabSeries
{
    /// <summary>Reads one file; the series has one column, <c>value</c>, and times.</summary>
    /// <exception cref="DataFormatException">As for <see cref="CsvSeries.Read(string, CsvOptions, ReadOnlySpan{string})"/>.</exception>
    public static TimeSeries Read(string path) => CsvSeries.Read(path, new CsvOptions { TimeColumn = "timestamp" }, "value");

    /// <summary>Marks the rows of a series that lie in one of the windows, ends included.</summary>
    /// <exception cref="ArgumentException">The series has no times.</exception>
    public static bool[] Mark(TimeSeries series, IReadOnlyList<AnomalyWindow> windows)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(windows);
        var times = series.Times ?? throw new ArgumentException("The series has no times. Read it with a time column.", nameof(series));
        var marks = new bool[series.Count];
        for (var i = 0; i < marks.Length; i++)
        {
            for (var w = 0; w < windows.Count && !marks[i]; w++)
                marks[i] = times[i] >= windows[w].Start && times[i] <= windows[w].End;
        }

        return marks;
    }
}
