using System.CommandLine;
using LstmGen.Data;

namespace LstmGen.Samples.AnomalyDetector;

/// <summary>Series of files of one's own, with or without labels.</summary>
internal static class OwnReadings
{
    private static readonly Option<string?> LabelColumn = new("--label-column")
    {
        Description = "Column that is 1 where something is known to be wrong, else 0"
    };
    private static readonly Option<FileInfo?> Labels = new("--labels")
    {
        Description = "JSON file of known windows as the Numenta benchmark writes it; needs --time-column"
    };
    private static readonly Option<int?> Learn = new("--learn")
    {
        Description =
            "Rows at the beginning to learn from, where nothing should be wrong and no alarm is raised; without it 15 % and at most 750"
    };

    public static Option[] Options { get; } = [LabelColumn, Labels, Learn, .. SeriesFile.Options];

    public static List<Readings> Read(Sample sample)
    {
        (string? label, FileInfo? labels, int? learn) = (sample.Value(LabelColumn), sample.Value(Labels), sample.Value(Learn));
        if (label is not null && labels is not null)
            throw new ArgumentException("--label-column and --labels are given; known windows come from one of them. Leave one out.");
        if (learn < Detector.LeastProbation)
            throw new ArgumentException($"--learn is {learn}; at least {Detector.LeastProbation} rows are needed to learn from.");
        IReadOnlyDictionary<string,
            IReadOnlyList<AnomalyWindow>> windows = labels is null
                ? new Dictionary<string, IReadOnlyList<AnomalyWindow>>()
                : NabLabels.Read(labels.FullName);
        return [.. sample.Files.Select(path => Read(sample, path, label, labels is null ? null : windows, learn))];
    }

    private static Readings Read(
        Sample sample, string path, string? label, IReadOnlyDictionary<string, IReadOnlyList<AnomalyWindow>>? windows, int? learn)
    {
        TimeSeries read = SeriesFile.Read(sample, path, Detector.LeastProbation + 1, label is null ? [] : [label]);
        int probation = learn ?? Readings.UsualProbation(read.Count);
        if (probation < Detector.LeastProbation || probation >= read.Count)
            throw new ArgumentException(
                $"{path} has {read.Count} rows, of which {probation} would be learnt from; {Detector.LeastProbation} to {read.Count - 1} "
                + $"can be. Give --learn {Detector.LeastProbation}, or a longer file.");
        var values = new float[read.Count];
        for (int row = 0; row < values.Length; row++)
            values[row] = read.Row(row)[0];
        var series = new TimeSeries(values, [read.Columns[0]], read.Times, timesInAnyOrder: true);
        IReadOnlyList<(int First, int Last)> known = label is not null
            ? Runs(read, path)
            : windows is not null ? Readings.Rows(series, Find(windows, path, series)) : [];
        Console.WriteLine(
            $"{path}: {probation} rows to learn from, {read.Count - probation} watched; "
            + $"{(label is null && windows is null ? "no known windows are given" : $"{known.Count} known windows")}");
        return new Readings(SeriesFile.FileName(SeriesFile.Name(sample.Files, path)), series, known, probation);
    }

    private static List<(int First, int Last)> Runs(TimeSeries read, string path)
    {
        var runs = new List<(int First, int Last)>();
        for (int row = 0; row < read.Count; row++)
        {
            float mark = read.Row(row)[1];
            if (mark is not (0 or 1))
                throw new DataFormatException(
                    path, 0, read.Columns[1],
                    $"row {row + 1} of the data is {Digits.Show(mark)}; a label is 1 where something is wrong, else 0.");
            if (mark == 1 && runs.Count > 0 && runs[^1].Last == row - 1)
                runs[^1] = (runs[^1].First, row);
            else if (mark == 1)
                runs.Add((row, row));
        }

        return runs;
    }

    // The benchmark names a series by the end of its path: realKnownCause/nyc_taxi.csv.
    private static IReadOnlyList<AnomalyWindow> Find(
        IReadOnlyDictionary<string, IReadOnlyList<AnomalyWindow>> windows, string path, TimeSeries series)
    {
        if (series.Times is null)
            throw new ArgumentException("--labels is given without --time-column: its windows are of times. Give both.");
        string full = Path.GetFullPath(path).Replace('\\', '/'), name = Path.GetFileName(path);
        string? key = windows.Keys.FirstOrDefault(key => full.EndsWith("/" + key, StringComparison.Ordinal))
            ?? windows.Keys.FirstOrDefault(key => Path.GetFileName(key) == name);
        return key is null
            ? throw new ArgumentException(
                $"--labels has no entry for '{name}'; it has "
                + $"{string.Join(", ", windows.Keys.Take(5))}{(windows.Count > 5 ? ", ..." : "")}. Add one, or leave --labels out.")
            : windows[key];
    }
}
