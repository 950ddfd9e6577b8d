namespace LstmGen.Data;

/// <summary>Reads a series of the Numenta Anomaly Benchmark: <c>timestamp,value</c>.</summary>
public static class NabSeries
{
    /// <summary>
    /// Reads one file; the series has one column, <c>value</c>, and times. Rows stay as they are: some files of the benchmark have
    /// an hour twice, where clocks were put back, and its scores count rows.
    /// </summary>
    /// <exception cref="DataFormatException">As for <see cref="CsvSeries.Read(string, CsvOptions, ReadOnlySpan{string})"/>.</exception>
    public static TimeSeries Read(string path) =>
        Read(path, new CsvOptions { TimeOrder = TimeOrder.AsWritten, RepeatedTimes = RepeatedTimes.Keep });

    /// <summary>Reads one file as <paramref name="options"/> say; the columns are <c>timestamp</c> and <c>value</c>.</summary>
    /// <exception cref="DataFormatException">As for <see cref="CsvSeries.Read(string, CsvOptions, ReadOnlySpan{string})"/>.</exception>
    public static TimeSeries Read(string path, CsvOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return CsvSeries.Read(path, options with { TimeColumn = options.TimeColumn ?? "timestamp" }, "value");
    }

    /// <summary>Marks the rows of a series that lie in one of the windows, ends included.</summary>
    /// <exception cref="ArgumentException">The series has no times.</exception>
    public static bool[] Mark(TimeSeries series, IReadOnlyList<AnomalyWindow> windows)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(windows);
        var times = series.Times ?? throw new ArgumentException("The series has no times. Read it with a time column.", nameof(series));
        var starts = windows.OrderBy(window => window.Start).ToArray();

        // Of the windows that begin by a time, the one that ends last decides.
        var ends = new DateTime[starts.Length];
        for (var w = 0; w < ends.Length; w++)
            ends[w] = w > 0 && ends[w - 1] > starts[w].End ? ends[w - 1] : starts[w].End;
        var begins = Array.ConvertAll(starts, window => window.Start);
        var marks = new bool[series.Count];
        for (var i = 0; i < marks.Length; i++)
            marks[i] = Begun(begins, times[i]) is var begun and > 0 && times[i] <= ends[begun - 1];
        return marks;
    }

    /// <summary>How many of the sorted times are not after <paramref name="time"/>.</summary>
    private static int Begun(DateTime[] begins, DateTime time)
    {
        var (low, high) = (0, begins.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (begins[middle] <= time)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
