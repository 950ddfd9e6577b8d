using System.CommandLine;
using LstmGen.Data;

namespace LstmGen.Samples;

/// <summary>Recordings of files of one's own, each with a label: <c>.ts</c>, or CSV in one of three layouts.</summary>
internal static class RecordingFile
{
    private static readonly Option<string> LabelColumn = new("--label-column")
    {
        Description = "Column of the labels: one word or number for each class", DefaultValueFactory = _ => "label"
    };
    private static readonly Option<string?> SequenceColumn = new("--sequence-column")
    {
        Description = "Column that tells which rows make one recording; without it and --window each row is a recording of one channel"
    };
    private static readonly Option<string[]> Features = new("--features")
    {
        Description = "Columns of the channels; without it all columns that are not named for something else",
        AllowMultipleArgumentsPerToken = true
    };
    private static readonly Option<string?> TimeColumn = new("--time-column") { Description = "Column of times, which is no channel" };
    private static readonly Option<int?> WindowRows = new("--window")
    {
        Description = "Cuts recordings into windows of so many rows; a window has the label that most of its rows have"
    };
    private static readonly Option<int?> StrideRows = new("--stride")
    {
        Description = "Rows from one window to the next; without it --window"
    };

    /// <summary>The options, with those of CSV files and of parts.</summary>
    public static Option[] Options { get; } = [LabelColumn, SequenceColumn, Features, TimeColumn, WindowRows, StrideRows,
        .. CsvFile.OfNumbers, .. Parts.Options];

    /// <summary>What <c>--data</c> takes.</summary>
    public const string Files = $"CSV or .ts files of labelled recordings. {Parts.Explained}";

    /// <summary>Reads the files.</summary>
    /// <param name="sample">The run.</param>
    /// <param name="value">An option that names a column with a number for each recording; null for none.</param>
    /// <returns>The recordings, and the names of their channels.</returns>
    public static (Parts<Recording> Recordings, IReadOnlyList<string> Channels) Read(Sample sample, Option<string>? value = null)
    {
        Check(sample);
        IReadOnlyList<string>? channels = null;
        bool bySequence = sample.IsGiven(SequenceColumn), byWindow = sample.Value(WindowRows) is not null;
        Parts<IReadOnlyList<Recording>> groups = Parts.Read(sample, byWindow && !bySequence ? "windows" : "recordings", path =>
        {
            (IReadOnlyList<IReadOnlyList<Recording>> read, IReadOnlyList<string> here) = IsTs(path)
                ? ReadTs(sample, path, value)
                : ReadCsv(sample, path, value);
            channels ??= here;
            return channels.Count == here.Count ? read : throw new DataFormatException(
                path, 0, null,
                $"the recordings have {here.Count} channels, those of {sample.Files[0]} {channels.Count}. "
                + $"Name the channels by {Features.Name}.");
        });
        var parts = new Parts<Recording>(
            [.. groups.Train.SelectMany(Self)], [.. groups.Validation.SelectMany(Self)], [.. groups.Test.SelectMany(Self)]);
        int[] lengths = [.. parts.All.Select(recording => recording.Values.Length / channels!.Count)];
        Console.WriteLine(
            $"{lengths.Length} {(byWindow ? "windows" : "recordings")} of {channels!.Count} channels, {lengths.Min()} to {lengths.Max()} "
            + $"steps: {string.Join(", ", channels.Take(12))}{(channels.Count > 12 ? ", ..." : "")}");
        return (parts, channels);
    }

    /// <summary>Recordings as the model reads them, with their classes.</summary>
    public static SequenceSet Set(
        IReadOnlyList<Recording> recordings, int channels, LabelSet labels, string head = SequenceSet.DefaultHead) => SequenceSet
        .FromFeatures([.. recordings.Select(recording => recording.Values)], channels)
        .WithClasses([.. recordings.Select(recording => labels.Id(recording.Label))], head);

    /// <summary>The labels, said on the console.</summary>
    public static LabelSet Classes(Parts<Recording> recordings) =>
        Labels.Build("recordings", LabelColumn.Name, recordings.Select(recording => recording.Label));

    private static IReadOnlyList<Recording> Self(IReadOnlyList<Recording> group) => group;

    private static bool IsTs(string path) =>
        path.EndsWith(".ts", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".ts.gz", StringComparison.OrdinalIgnoreCase);

    private static void Check(Sample sample)
    {
        (int? window, int? stride) = (sample.Value(WindowRows), sample.Value(StrideRows));
        if (window is < 1)
            throw new ArgumentException($"--window is {window}; give at least 1.");
        if (stride is not null && window is null)
            throw new ArgumentException(
                $"--stride is {stride}, and --window is missing, of which it is the step; give both, or leave --stride out.");
        if (stride is < 1)
            throw new ArgumentException($"--stride is {stride}; give at least 1.");
        if (stride < window && !sample.IsGiven(SequenceColumn) && sample.Files.Count < 3)
            throw new ArgumentException(
                $"--stride {stride} is less than --window {window}: windows that overlap would lie in training and test part both. "
                + $"Name the recordings by {SequenceColumn.Name}, or a file for each of the three parts, or leave --stride out.");
        if (sample.Files.FirstOrDefault(IsTs) is { } ts
            && new Option[] { LabelColumn, SequenceColumn, Features, TimeColumn, WindowRows }.Concat(CsvFile.OfNumbers)
                .FirstOrDefault(sample.IsGiven) is { } idle)
            throw new ArgumentException(
                $"{idle.Name} is given, and {ts} is a .ts file, which says itself what its values are; leave {idle.Name} out.");
    }

    private static (IReadOnlyList<IReadOnlyList<Recording>>, IReadOnlyList<string>) ReadTs(
        Sample sample, string path, Option<string>? value)
    {
        if (value is not null)
            throw new ArgumentException($"--data names {path}: a .ts file has no column for {value.Name}; give a CSV file.");
        TsData data = TsFile.Read(path);
        Console.WriteLine($"{path}: {data.Set.Count} recordings");
        IReadOnlyList<IReadOnlyList<Recording>> all =
            [.. Enumerable.Range(0, data.Set.Count)
                .Select(
                    i =>
                        (IReadOnlyList<Recording>)[new Recording(
                            data.Set.Features(i).ToArray(), data.Classes[data.Set.Targets().Classes(i)[0]], 0)])];
        return (all, [.. Enumerable.Range(1, data.Set.FeatureCount).Select(channel => $"{channel}")]);
    }

    private static (IReadOnlyList<IReadOnlyList<Recording>>, IReadOnlyList<string>) ReadCsv(
        Sample sample, string path, Option<string>? value)
    {
        (string label, string? sequence, string? time) =
            (sample.Value(LabelColumn), sample.Value(SequenceColumn), sample.Value(TimeColumn));
        string? number = value is null ? null : sample.Value(value);
        string[] features = sample.Value(Features) ?? [];
        if (number is not null)
            features = [.. (features.Length > 0 ? features : CsvFile.Columns(sample, path, label, sequence, time)).Where(
                name => name != number), number];
        (IReadOnlyList<CsvRecording> read, IReadOnlyList<string> columns) =
            CsvRecordings.Read(path, CsvFile.Read(sample, path, time), sequence, label, features);
        var cut = new RecordingCut(path, columns.Count, number);
        if (sample.Value(WindowRows) is { } window)
        {
            var windows = read.Select(recording => cut.Windows(recording, window, sample.Value(StrideRows) ?? window)).ToList();
            int kept = windows.Sum(of => of.Count);
            Console.WriteLine($"{path}: {kept} windows of {window} rows; {cut.Left} rows at the ends of recordings are left over");
            if (kept == 0)
                throw new DataFormatException(
                    path, 0, null,
                    $"no recording has {window} rows, the longest {read.Max(recording => recording.Labels.Count)}. "
                    + "Give a smaller --window.");
            bool whole = sequence is not null || sample.Files.Count == 3;
            return (whole
                ? [.. windows.Where(of => of.Count > 0)]
                : [.. windows.SelectMany(of => of).Select(one => (IReadOnlyList<Recording>)[one])], cut.Channels(columns));
        }

        if (sequence is not null)
            return ([.. read.Select(recording => (IReadOnlyList<Recording>)[cut.Whole(recording)])], cut.Channels(columns));
        return ([.. cut.Rows(read[0]).Select(row => (IReadOnlyList<Recording>)[row])], ["value"]);
    }
}
