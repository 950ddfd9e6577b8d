namespace LstmGen.Data;

/// <summary>Reads recordings from CSV: one row per step, with a column that says to which recording a row belongs.</summary>
public static class CsvRecordings
{
    /// <summary>
    /// Reads the recordings in the order in which each begins. Rows of one recording keep their order; rows of others may lie between.
    /// </summary>
    /// <param name="path">The file; gzip too.</param>
    /// <param name="options">
    /// How to read it. Its <see cref="CsvOptions.TimeColumn"/> is no channel and is not read, <see cref="CsvOptions.MinimumRows"/> counts
    /// all rows, and missing values are filled within a recording, by the number of rows. With <see cref="MissingValues.Drop"/> a row
    /// whose recording or label is empty is left out too.
    /// </param>
    /// <param name="recordingColumn">
    /// Name of the column that is equal in all rows of a recording; null: the file is one recording. Blanks and tabs around a name do not
    /// belong to it, other white space does, as for <see cref="CsvSourceOptions.SequenceColumn"/>.
    /// </param>
    /// <param name="labelColumn">Name of the column of labels, read without white space around them; null for none.</param>
    /// <param name="channels">Names of the columns of numbers, in the order wanted; none = all other columns.</param>
    /// <returns>The recordings and the F names of their channels.</returns>
    /// <exception cref="DataFormatException">
    /// The file is missing, a column is unknown, a cell is no finite number, a name or label is empty, or there are too few rows.
    /// </exception>
    /// <exception cref="ArgumentException">A column is named twice, or an option is out of range.</exception>
    public static (IReadOnlyList<CsvRecording> Recordings, IReadOnlyList<string> Channels) Read(
        string path, CsvOptions options, string? recordingColumn, string? labelColumn, params ReadOnlySpan<string> channels)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var table = new CsvTable(path, options);
        var (recording, label) = (Place(table, recordingColumn), Place(table, labelColumn));
        var selected =
            CsvSeries.Select(table, channels, recording, label, Place(table, options.TimeColumn), Place(table, options.TimeOfDayColumn));
        var numbers = new CellNumbers(options);
        var parts = new OrderedDictionary<string, (SeriesRows Rows, List<string> Labels)>(StringComparer.Ordinal);
        var rows = 0;
        while (table.Read())
        {
            if (options.Missing == MissingValues.Drop && (IsEmpty(table, recording) || IsEmpty(table, label)))
                continue;
            var name = recording < 0 ? "" : CsvTexts.Filled(table, recording, CsvFile.Trim(table[recording]), Advice);
            if (!parts.TryGetValue(name, out var part))
                parts.Add(name, part = (new SeriesRows(path, selected, false, options.Missing), []));
            if (!part.Rows.Add(table, numbers, null))
                continue;
            rows++;
            if (label >= 0)
                part.Labels.Add(CsvTexts.Filled(table, label, table[label].Trim(), Advice));
        }

        var needed = Math.Max(1, options.MinimumRows);
        if (rows < needed)
            throw new DataFormatException(
                path, 0, null, $"the file has {rows} rows of data, {needed} are needed. Use a file with more rows.");
        var recordings = new List<CsvRecording>();
        foreach (var (name, (values, labels)) in parts)
        {
            // A recording of which every row was dropped is none.
            if (values.Count > 0)
                recordings.Add(new CsvRecording(name, values.Fill(table.Header), labels));
        }

        return (recordings, Array.ConvertAll(selected, c => table.Header[c]));
    }

    private const string Advice = "Fill it in, remove the row, or set Missing = MissingValues.Drop.";

    private static bool IsEmpty(CsvTable table, int column) => column >= 0 && table[column].Trim().IsEmpty;

    private static int Place(CsvTable table, string? column) => column is null ? -1 : table.Column(column);
}
