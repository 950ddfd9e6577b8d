using System.Globalization;

namespace LstmGen.Data;

/// <summary>Whether the options of a <see cref="CsvSource"/> make sense together, and what follows from them.</summary>
internal static class CsvSourceCheck
{
    /// <exception cref="ArgumentException">They do not; the message names the option and how to fix it.</exception>
    public static void Require(CsvSourceOptions options)
    {
        Given.RequireItems(options.Features, nameof(options.Features));
        Given.RequireItems(options.TargetColumns, nameof(options.TargetColumns));
        Given.Member(options.Target, nameof(options.Target));
        ArgumentNullException.ThrowIfNull(options.Csv);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Head);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BlockSequences);
        if (options.Features.Count == 0)
            throw Wrong("Features is empty. Name at least one column.", options);
        RequireOnce(options.Features, nameof(options.Features), options);
        RequireOnce(options.TargetColumns, nameof(options.TargetColumns), options);
        if ((options.Windows is null) == (options.SequenceColumn is null))
            throw Wrong(
                $"SequenceColumn and Windows are {(options.Windows is null ? "null" : "set")}, both of them. Set the one by "
                    + "which rows become sequences.", options);
        if (options.Scaler is { } scaler && scaler.Features != options.Features.Count)
            throw Wrong(
                $"Scaler was fitted on {scaler.Features} columns, and Features names {options.Features.Count}. Fit it on these columns.",
                options);
        RequireFile(options);
        if (options.Windows is { } windows)
            RequireWindows(options, windows);
        else
            RequireTargets(options);
    }

    public static SequenceShape ShapeOf(CsvSourceOptions options)
    {
        int features = options.Features.Count;
        if (options.Windows is not { } windows)
            return new(
                features,
                options.TargetColumns.Count == 0
                    ? []
                    : [new TargetShape(options.Target, IsReal(options.Target) ? options.TargetColumns.Count : 1, options.Head)]);
        int width = TargetColumns(options, windows);
        return windows.Target switch
        {
            WindowTarget.None => new(features, []),
            WindowTarget.Ahead => new(features, [new TargetShape(SequenceTargetKind.Values, width * windows.Horizon, windows.Head)]),
            _ => new(features, [new TargetShape(SequenceTargetKind.StepValues, width, windows.Head)]),
        };
    }

    /// <summary>Rows from the begin of a window to the first of its targets, and how many rows they are.</summary>
    public static (long Ahead, int Span) TargetsOf(WindowOptions windows) => windows.Target switch
    {
        WindowTarget.Ahead => ((long)windows.Window + windows.Gap, windows.Horizon),
        WindowTarget.NextStep => (1L + windows.Gap, windows.Window),
        _ => (0L, windows.Window),
    };

    /// <summary>Rows that a window and its targets take.</summary>
    public static long RowsOf(WindowOptions windows)
    {
        (long ahead, int span) = TargetsOf(windows);
        return Math.Max(ahead + span, windows.Window);
    }

    public static string Describe(CsvSourceOptions options)
    {
        string how = options.Windows is { } windows
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"windows of {windows.Window} by {windows.Stride}, {windows.Target} {windows.Horizon} after {windows.Gap}, columns "
                    + $"{string.Join(' ', windows.TargetColumns)}")
            : $"sequences by {options.SequenceColumn}, {options.Target} of "
                + $"{string.Join(' ', options.TargetColumns)}"
                + $"{(options.Labels is { } labels ? $" ({string.Join(' ', labels.Names)})" : "")}";
        string scaled = options.Scaler is { } scaler
            ? string.Join(' ', scaler.ToMetadata().OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value))
            : "none";
        CsvOptions csv = options.Csv;
        string categories =
            string.Concat(
                csv.Categories.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => $"; {pair.Key} of {string.Join(' ', pair.Value.Names)}"));
        return $"{string.Join(' ', options.Features)}; {how}; scaled by {scaled}; {csv.Delimiter} {csv.DecimalSeparator} "
            + $"{csv.ThousandsSeparator} {csv.Quoted} {csv.Header} {csv.SkipRows}{categories}";
    }

    public static bool IsReal(SequenceTargetKind kind) => kind is SequenceTargetKind.Values or SequenceTargetKind.StepValues;

    private static void RequireOnce(IReadOnlyList<string> columns, string option, CsvSourceOptions options)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (string column in columns)
        {
            if (!known.Add(column))
                throw Wrong($"{option} names column '{column}' twice. Name each column once.", options);
        }
    }

    private static void RequireFile(CsvSourceOptions options)
    {
        CsvOptions csv = options.Csv;
        csv.Check();
        if (csv.TimeColumn is not null || csv.TimeOfDayColumn is not null)
            throw Wrong("Csv.TimeColumn is set, but a source does not read times. Leave it out; rows keep their order.", options);
        if (csv.FooterRows > 0)
            throw Wrong($"Csv.FooterRows is {csv.FooterRows}, but a source does not read from the end. Remove those rows.", options);
        if (csv.Missing != MissingValues.Refuse)
            throw Wrong($"Csv.Missing is {csv.Missing}, but a source does not fill gaps. Fill them in the file.", options);
        if (options.SequenceColumn is not null && (csv.Delimiter.Length != 1 || !char.IsAscii(csv.Delimiter[0])))
            throw Wrong($"Csv.Delimiter is '{csv.Delimiter}'; with SequenceColumn it is one ASCII character.", options);
    }

    private static void RequireWindows(CsvSourceOptions options, WindowOptions windows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windows.Window);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windows.Horizon);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windows.Stride);
        ArgumentOutOfRangeException.ThrowIfNegative(windows.Gap);
        Given.Member(windows.Target, "Windows.Target");
        Given.RequireList(windows.TargetColumns, "all", "Windows.TargetColumns");
        if (options.TargetColumns.Count > 0 || options.Labels is not null)
            throw Wrong("TargetColumns and Labels belong to SequenceColumn; the targets of windows are those of Windows.", options);
        if (!windows.Rows.Equals(Range.All) || windows.LookBack)
            throw Wrong(
                "Windows.Rows and Windows.LookBack take a part of a series, but the files are read whole. Put each "
                    + "part into a file of its own.", options);
        if (windows.TimeGaps != TimeGaps.Ignore)
            throw Wrong($"Windows.TimeGaps is {windows.TimeGaps}, but a source does not read times. Leave it out.", options);
        foreach (int column in windows.TargetColumns)
        {
            if ((uint)column >= (uint)options.Features.Count)
                throw Wrong(
                    $"Windows.TargetColumns has {column}; it takes places in Features, 0 to {options.Features.Count - 1}.", options);
        }

        long targets = (long)TargetColumns(options, windows) * windows.Horizon;
        if (windows.Target == WindowTarget.Ahead && targets > Array.MaxLength)
            throw Wrong(
                $"Windows.Horizon is {windows.Horizon}: of {TargetColumns(options, windows)} columns it makes {targets} targets, more than "
                    + $"an array holds, {Array.MaxLength}. Set a shorter one.", options);
    }

    private static int TargetColumns(CsvSourceOptions options, WindowOptions windows) =>
        windows.TargetColumns.Count == 0 ? options.Features.Count : windows.TargetColumns.Count;

    private static void RequireTargets(CsvSourceOptions options)
    {
        if (options.Target == SequenceTargetKind.Labels)
            throw Wrong("Target is Labels, which a column of a row for each step cannot hold. Give another kind.", options);
        if (!IsReal(options.Target) && options.TargetColumns.Count > 1)
            throw Wrong($"TargetColumns names {options.TargetColumns.Count} columns, and {options.Target} takes one.", options);
        if (IsReal(options.Target) && options.Labels is not null)
            throw Wrong(
                $"Labels makes classes of texts, but Target is {options.Target}. Leave it out, or set Target to Class or StepClasses.",
                options);
    }

    private static ArgumentException Wrong(string problem, CsvSourceOptions options) => new(problem, nameof(options));
}
