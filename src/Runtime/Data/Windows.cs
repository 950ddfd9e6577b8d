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
    /// <exception cref="ArgumentException">An option is out of range, the rows are too few for one window and its targets, or time is
    /// missing and <see cref="WindowOptions.TimeGaps"/> refuses it or leaves no window.</exception>
    public static SequenceSet Over(TimeSeries series, WindowOptions options)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(options);
        Check(options, series.Features);
        var place = Place(series, options);
        if (place.Last < place.Start)
            throw TooFew(series, options, place);
        var rows = Starts(series, options, place);
        if (rows.Length == 0)
            throw new ArgumentException(
                $"Each window of {place.Needed} rows, its targets included, reaches over missing time. Use a series with fewer gaps, a "
                    + "smaller Window, Gap or Horizon, or TimeGaps = TimeGaps.Ignore.", nameof(series));
        var starts = new int[rows.Length];
        var lengths = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            starts[i] = rows[i] * series.Features;
            lengths[i] = options.Window;
        }

        var set = SequenceSet.Over(
            series.Storage, series.Features, starts, lengths,
            rows.Length == place.Count(options.Stride) ? SequenceSet.StreamsOf(options.Window, options.Stride) : 0);
        return options.Target == WindowTarget.None ? set : set.With(Targets(series, options, rows, place));
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

    private static bool IsShort(TimeSeries series, WindowOptions options)
    {
        if (RowRange.IsLongerThan(options.Rows, series.Count))
            return true;
        var place = Place(series, options);
        return place.Last < place.Start || (options.TimeGaps == TimeGaps.LeaveOut && Starts(series, options, place).Length == 0);
    }

    private static WindowPlace Place(TimeSeries series, WindowOptions options)
    {
        var (first, rows) = Given.Of(options.Rows, series.Count, "rows", "options.Rows");
        var (ahead, span) = options.Target switch
        {
            WindowTarget.Ahead => ((long)options.Window + options.Gap, options.Horizon),
            WindowTarget.NextStep => (1L + options.Gap, options.Window),
            _ => (0L, options.Window),
        };
        var start = options.LookBack ? (int)Math.Max(0, first - ahead) : first;
        var needed = Math.Max(ahead + span, options.Window);
        return new(first, rows, start, first + rows - needed, ahead, span, needed);
    }

    /// <summary>The rows with which windows begin.</summary>
    private static int[] Starts(TimeSeries series, WindowOptions options, WindowPlace place)
    {
        var steps = options.TimeGaps == TimeGaps.Ignore ? null : TimeSteps.Of(series);
        if (options.TimeGaps == TimeGaps.Refuse)
            steps!.RequireNone(series, place.Start, place.First + place.Rows - place.Start);
        var starts = new List<int>(place.Count(options.Stride));
        for (long start = place.Start; start <= place.Last; start += options.Stride)
        {
            if (steps is null || !steps.HasGap((int)start, place.Needed))
                starts.Add((int)start);
        }

        return [.. starts];
    }

    private static ArgumentException TooFew(TimeSeries series, WindowOptions options, WindowPlace place)
    {
        var available = place.First + place.Rows - place.Start;
        var there = place.Rows == series.Count
            ? $"The series has {series.Count} rows"
            : $"Rows {place.First}..{place.First + place.Rows - 1} of the series' {series.Count} are {place.Rows} rows"
                + (available > place.Rows ? $", {available} with those before them that LookBack takes" : "");
        var horizon = options.Target == WindowTarget.Ahead ? $" + Horizon {options.Horizon}" : "";
        var gap = options.Gap > 0 && options.Target is WindowTarget.Ahead or WindowTarget.NextStep ? $" + Gap {options.Gap}" : "";
        var next = options.Target == WindowTarget.NextStep ? " + 1 for the row after the last" : "";
        return new ArgumentException(
            $"{there}, and one window needs {place.Needed}: Window {options.Window}{gap}{horizon}{next}. Give a longer series, or more of "
                + $"it by Rows, or a smaller Window{(gap.Length > 0 ? ", Gap" : "")}{(horizon.Length > 0 ? " or Horizon" : "")}.",
            nameof(series));
    }

    private static SequenceTarget Targets(TimeSeries series, WindowOptions options, int[] rows, WindowPlace place)
    {
        var width = options.TargetColumns.Count == 0 ? series.Features : options.TargetColumns.Count;
        if ((long)series.Count * width > Array.MaxLength)
            throw new ArgumentException(
                $"{series.Count} rows x {width} target columns are more than one set holds, {Array.MaxLength}. "
                + "Name each column once, or cut the series by Rows.", nameof(options));
        var starts = Array.ConvertAll(rows, row => (int)(row + place.Ahead) * width);
        var values = options.TargetColumns.Count == 0 ? series.Storage : Select(series, options.TargetColumns);
        return options.Target == WindowTarget.Ahead
            ? new SequenceTarget(options.Head, SequenceTargetKind.Values, place.Span * width, values, null, starts, null)
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
        Given.Member(options.TimeGaps, nameof(options.TimeGaps));
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
