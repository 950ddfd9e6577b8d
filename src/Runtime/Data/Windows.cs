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
        var (first, start, last, ahead, span) = Place(series, options);
        if (last < start)
        {
            var needed = Math.Max(ahead + span, options.Window);
            throw new ArgumentException(
                $"Rows {first}..{last + needed - 1} are too few: a window of {options.Window}, a gap of {options.Gap} and the targets need "
                + $"{needed} rows, there are {last + needed - start}. "
                + "Use a longer series, a shorter window, a smaller gap or a shorter horizon.", nameof(series));
        }

        var count = (int)((last - start) / options.Stride) + 1;
        var starts = new int[count];
        var lengths = new int[count];
        for (var i = 0; i < count; i++)
        {
            starts[i] = (start + i * options.Stride) * series.Features;
            lengths[i] = options.Window;
        }

        var set = SequenceSet.Over(
            series.Storage, series.Features, starts, lengths, SequenceSet.StreamsOf(options.Window, options.Stride));
        return options.Target == WindowTarget.None ? set : set.With(Targets(series, options, (int)(start + ahead), span, count));
    }

    /// <summary>
    /// Windows over several series of the same columns, of whatever lengths; none reaches from one series into the next.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="options">How each is cut; <see cref="WindowOptions.Rows"/> are those of each.</param>
    /// <param name="origins">Receives the place in <paramref name="series"/> from which each window comes, [N]: the series' id.</param>
    /// <param name="skipShort">Whether series too short for <see cref="WindowOptions.Rows"/> or a window are left out; false: one is an
    /// error.</param>
    /// <returns>The windows of all series, one series after another; their values are copied.</returns>
    /// <exception cref="ArgumentException">There is no series, columns differ, an option is out of range, or a series is too
    /// short.</exception>
    public static SequenceSet Over(IReadOnlyList<TimeSeries> series, WindowOptions options, out int[] origins, bool skipShort = false)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(options);
        if (series.Count == 0)
            throw new ArgumentException("There are no series. Give at least one.", nameof(series));
        var sets = new List<SequenceSet>();
        var from = new List<int>();
        for (var i = 0; i < series.Count; i++)
        {
            var one = series[i] ?? throw new ArgumentException($"series[{i}] is null. Leave it out.", nameof(series));
            if (!one.Columns.SequenceEqual(series[0].Columns))
                throw new ArgumentException(
                    $"series[{i}] has the columns {string.Join(", ", one.Columns)}, series[0] has {string.Join(", ", series[0].Columns)}. "
                    + "Give all series the same columns in the same order.", nameof(series));
            Check(options, one.Features);
            bool isShort = false;
            try
            {
                isShort = IsShort(one, options);
                if (isShort && skipShort)
                    continue;
                sets.Add(Over(one, options));
            }
            catch (ArgumentException e)
            {
                string problem = e.Message.Split(" (Parameter '")[0];
                throw new ArgumentException($"series[{i}]: {problem}{(isShort ? " Or set skipShort." : "")}", nameof(series), e);
            }

            from.AddRange(Enumerable.Repeat(i, sets[^1].Count));
        }

        origins = sets.Count > 0 ? [.. from] : throw new ArgumentException(
            $"None of the {series.Count} series is long enough for a window of {options.Window} and its targets. Use longer "
                + "ones, or a shorter window.", nameof(series));
        return sets.Count == 1 ? sets[0] : SequenceSet.Join([.. sets]);
    }

    private static bool IsShort(TimeSeries series, WindowOptions options) => RowRange.IsLongerThan(options.Rows, series.Count)
        || (Place(series, options) is var (_, start, last, _, _) && last < start);

    // The first row used, where the first and the last window start, and where the targets of a window lie: a window starting at s reads
    // rows [s, s + Window); its targets are rows [s + ahead, s + ahead + span).
    private static (int First, int Start, long Last, long Ahead, int Span) Place(TimeSeries series, WindowOptions options)
    {
        var (first, rows) = Given.Of(options.Rows, series.Count, "rows", "options.Rows");
        var (ahead, span) = options.Target switch
        {
            WindowTarget.Ahead => ((long)options.Window + options.Gap, options.Horizon),
            WindowTarget.NextStep => (1L + options.Gap, options.Window),
            _ => (0L, options.Window),
        };
        var start = options.LookBack ? (int)Math.Max(0, first - ahead) : first;
        return (first, start, first + rows - Math.Max(ahead + span, options.Window), ahead, span);
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
        Given.AtLeast(options.Window, 1);
        Given.AtLeast(options.Horizon, 1);
        Given.AtLeast(options.Stride, 1);
        Given.AtLeast(options.Gap, 0);
        Given.Member(options.Target, nameof(options.Target));
        Given.RequireList(options.TargetColumns, "all", nameof(options.TargetColumns));
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Head);
        foreach (var column in options.TargetColumns)
        {
            if ((uint)column >= (uint)features)
                throw new ArgumentException(
                    $"Target column {column} is outside 0..{features - 1}. Name columns of the series.", nameof(options));
        }
    }
}
