namespace LstmGen.Data;

/// <summary>
/// Sliding windows over a series. The windows share the series' values, so overlapping ones cost no memory.
/// </summary>
public static class Windows
{
    /// <summary>
    /// Windows of <paramref name="window"/> rows that predict the <paramref name="horizon"/> rows after them:
    /// features <c>[window, F]</c>, targets <c>[horizon, columns]</c>.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="window">Rows per window.</param>
    /// <param name="horizon">Rows predicted.</param>
    /// <param name="stride">Rows from one window's start to the next.</param>
    /// <param name="targetColumns">Names of the columns predicted; none = all.</param>
    /// <exception cref="ArgumentException">The series is too short, or there is no such column.</exception>
    public static SequenceSet Over(
        TimeSeries series, int window, int horizon = 1, int stride = 1, params ReadOnlySpan<string> targetColumns)
    {
        ArgumentNullException.ThrowIfNull(series);
        var columns = new int[targetColumns.Length];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = series.Column(targetColumns[i]);
        return Over(series, new WindowOptions { Window = window, Horizon = horizon, Stride = stride, TargetColumns = columns });
    }

    /// <summary>Windows over a series as <paramref name="options"/> say; see <see cref="WindowOptions"/> for the shapes.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or the rows are too few for one window and its targets.</exception>
    public static SequenceSet Over(TimeSeries series, WindowOptions options)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(options);
        Check(options, series.Features);
        var (first, rows) = options.Rows.GetOffsetAndLength(series.Count);
        var end = first + rows;

        // A window starting at s reads rows [s, s + Window); its targets are rows [s + ahead, s + ahead + span).
        var (ahead, span) = options.Target switch
        {
            WindowTarget.Ahead => ((long)options.Window + options.Gap, options.Horizon),
            WindowTarget.NextStep => (1L + options.Gap, options.Window),
            _ => (0L, options.Window),
        };
        var start = options.LookBack ? (int)Math.Max(0, first - ahead) : first;
        var needed = Math.Max(ahead + span, options.Window);
        var last = end - needed;
        if (last < start)
            throw new ArgumentException(
                $"Rows {first}..{end - 1} are too few: a window of {options.Window}, a gap of {options.Gap} and the targets need "
                + $"{needed} rows, there are {end - start}. "
                + "Use a longer series, a shorter window, a smaller gap or a shorter horizon.", nameof(series));

        var count = (int)((last - start) / options.Stride) + 1;
        var starts = new int[count];
        var lengths = new int[count];
        for (var i = 0; i < count; i++)
        {
            starts[i] = (start + i * options.Stride) * series.Features;
            lengths[i] = options.Window;
        }

        var set = SequenceSet.Over(series.Storage, series.Features, starts, lengths);
        return options.Target == WindowTarget.None ? set : set.With(Targets(series, options, (int)(start + ahead), span, count));
    }

    private static SequenceTarget Targets(TimeSeries series, WindowOptions options, int firstRow, int span, int count)
    {
        var width = options.TargetColumns.Count == 0 ? series.Features : options.TargetColumns.Count;
        if ((long)series.Count * width > Array.MaxLength)
            throw new ArgumentException(
                $"{series.Count} rows x {width} target columns are more than one set holds, {Array.MaxLength}. "
                + "Name each column once, or cut the series by Rows.", nameof(options));
        var starts = new int[count];
        for (var i = 0; i < count; i++)
            starts[i] = (firstRow + i * options.Stride) * width;
        var values = options.TargetColumns.Count == 0 ? series.Storage : Select(series, options.TargetColumns);
        return options.Target == WindowTarget.Ahead
            ? new SequenceTarget(options.Head, SequenceTargetKind.Values, span * width, values, null, starts, null)
            : new SequenceTarget(options.Head, SequenceTargetKind.StepValues, width, values, null, starts, null);
    }

    private static float[] Select(TimeSeries series, IReadOnlyList<int> columns)
    {
        var values = new float[series.Count * columns.Count];
        for (int row = 0, at = 0; row < series.Count; row++)
        {
            var source = series.Row(row);
            for (var c = 0; c < columns.Count; c++)
                values[at++] = source[columns[c]];
        }

        return values;
    }

    private static void Check(WindowOptions options, int features)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Window);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Horizon);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Stride);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Gap);
        foreach (var column in options.TargetColumns)
        {
            if ((uint)column >= (uint)features)
                throw new ArgumentException(
                    $"Target column {column} is outside 0..{features - 1}. Name columns of the series.", nameof(options));
        }
    }
}
