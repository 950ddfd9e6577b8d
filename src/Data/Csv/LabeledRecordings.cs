namespace LstmGen.Data;

/// <summary>Reads recordings of which each is a CSV file, from a folder, with a file that says the label of each.</summary>
/// <example><code>
/// var (recordings, channels) = LabeledRecordings.Folder("train", "labels.csv", nameColumn: "id", labelColumn: "activity");
/// LabelSet labels = LabelSet.Build(recordings.Select(one =&gt; one.Label));
/// SequenceSet set = SequenceSet.FromFeatures([.. recordings.Select(one =&gt; one.Values)], channels.Count)
///     .WithClasses([.. recordings.Select(one =&gt; labels.Id(one.Label))]);
/// </code></example>
public static class LabeledRecordings
{
    private static readonly string[] Endings = ["", ".csv", ".csv.gz"];

    /// <summary>
    /// Reads the recordings in the order of the rows of the file of labels. Every CSV file of the folder must have a row.
    /// </summary>
    /// <param name="folder">The folder of the recordings; the file of labels may lie in it.</param>
    /// <param name="labelFile">The file of labels, a row for each recording; gzip too.</param>
    /// <param name="nameColumn">Its column of the recordings' file names, with or without <c>.csv</c>, as they lie in the folder.</param>
    /// <param name="labelColumn">Its column of the labels.</param>
    /// <param name="options">
    /// How recordings are read; null for the defaults. Their <see cref="CsvOptions.TimeColumn"/> is no channel and is not read.
    /// </param>
    /// <param name="labelOptions">How the file of labels is read; null for the defaults.</param>
    /// <param name="channels">Names of the columns of numbers, in the order wanted; none = all columns of the first recording, which all
    /// others must have too, and no more.</param>
    /// <returns>The recordings and the F names of their channels.</returns>
    /// <exception cref="DataFormatException">
    /// A file or the folder is missing, a recording is named twice, has no row, or has other columns than the first; or a file cannot be
    /// read: see <see cref="CsvRecordings.Read"/>.
    /// </exception>
    /// <exception cref="ArgumentException">A column is named twice, or an option is out of range.</exception>
    public static (IReadOnlyList<LabeledRecording> Recordings, IReadOnlyList<string> Channels) Folder(
        string folder, string labelFile, string nameColumn, string labelColumn, CsvOptions? options = null,
        TableOptions? labelOptions = null,
        params ReadOnlySpan<string> channels)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(labelFile);
        ArgumentException.ThrowIfNullOrEmpty(nameColumn);
        ArgumentException.ThrowIfNullOrEmpty(labelColumn);
        if (!Directory.Exists(folder))
            throw new DataFormatException(folder, 0, null, "there is no such folder. Give the one that has the recordings.");
        options ??= new CsvOptions();
        List<(string Name, string Label, string Path)> rows =
            Labels(folder, labelFile, nameColumn, labelColumn, labelOptions ?? new TableOptions());
        RequireLabels(folder, labelFile, rows);
        string[] wanted = channels.ToArray();
        var recordings = new List<LabeledRecording>();
        IReadOnlyList<string> first = [];
        foreach ((string name, string label, string path) in rows)
        {
            (IReadOnlyList<CsvRecording> read, IReadOnlyList<string> own) = CsvRecordings.Read(path, options, null, null, wanted);
            if (read.Count == 0)
                throw new DataFormatException(path, 0, null, "no row is left of those with missing values. Remove the file and its label.");
            if (recordings.Count == 0)
                first = own;
            else if (wanted.Length == 0 && !own.ToHashSet(StringComparer.Ordinal).SetEquals(first))
                throw new DataFormatException(
                    path, 0, null,
                    $"the columns are {DataFormatException.List(own)}; those of {rows[0].Path} are "
                        + $"{DataFormatException.List(first)}. Name the columns to read.");
            recordings.Add(new LabeledRecording(name, InOrder(read[0].Values, own, first), label));
        }

        return (recordings, first);
    }

    private static List<(string Name, string Label, string Path)> Labels(
        string folder, string labelFile, string nameColumn, string labelColumn, TableOptions options)
    {
        using var table = new CsvTable(labelFile, options);
        var (name, label) = (table.Column(nameColumn), table.Column(labelColumn));
        if (name == label)
            throw new ArgumentException(
                $"Column '{nameColumn}' is named twice. Name that of the recordings and that of the labels.", nameof(labelColumn));
        string inside = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        var rows = new List<(string, string, string)>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        while (table.Read())
        {
            string recording = CsvTexts.Filled(table, name);
            string path = Endings.Select(ending => Path.Combine(folder, recording + ending)).FirstOrDefault(File.Exists)
                ?? throw table.Error(
                    name,
                    $"there is no file {DataFormatException.Show(recording)} or {DataFormatException.Show(recording + ".csv")} in "
                        + $"{folder}. Correct the name, or remove the row.");
            if (!Path.GetFullPath(path).StartsWith(inside, StringComparison.Ordinal))
                throw table.Error(
                    name,
                    $"the file {DataFormatException.Show(recording)} lies outside of {folder}. Move it into the "
                        + "folder, or remove the row.");
            if (!known.Add(Path.GetFullPath(path)))
                throw table.Error(name, $"the recording {DataFormatException.Show(recording)} stands twice. Remove one row.");
            rows.Add((recording, CsvTexts.Filled(table, label), path));
        }

        return rows.Count > 0
            ? rows
            : throw new DataFormatException(labelFile, 0, null, "there is no label in the file. Use a file with data.");
    }

    private static void RequireLabels(string folder, string labelFile, List<(string Name, string Label, string Path)> rows)
    {
        var known = rows.Select(row => Path.GetFullPath(row.Path)).Append(Path.GetFullPath(labelFile)).ToHashSet(StringComparer.Ordinal);
        string? without = Directory.GetFiles(folder).Order(StringComparer.Ordinal)
            .FirstOrDefault(
                path =>
                    Endings[1..].Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                        && !known.Contains(Path.GetFullPath(path)));
        if (without is not null)
            throw new DataFormatException(without, 0, null, $"the recording has no row in {labelFile}. Add one, or remove the file.");
    }

    // Files may have the same columns in another order.
    private static float[] InOrder(float[] values, IReadOnlyList<string> own, IReadOnlyList<string> order)
    {
        if (own.SequenceEqual(order))
            return values;
        int[] places = [.. order.Select(name => own.ToList().IndexOf(name))];
        var ordered = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
            ordered[i] = values[(i / places.Length * places.Length) + places[i % places.Length]];
        return ordered;
    }
}
