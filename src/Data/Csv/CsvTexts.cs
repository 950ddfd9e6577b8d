namespace LstmGen.Data;

/// <summary>Reads labelled texts from CSV; the columns are named.</summary>
public static class CsvTexts
{
    /// <summary>
    /// Reads one label and one text per row, without white space around them. Where tabs separate the fields, quotes are ordinary
    /// characters unless the options say otherwise. With <see cref="MissingValues.Drop"/> a row without a label or a text is left out.
    /// </summary>
    /// <param name="path">The file; gzip too.</param>
    /// <param name="options">How to read it; what they say of times and numbers is not used. A missing label or text is dropped or an
    /// error; none can be computed from the others.</param>
    /// <param name="textColumn">Name of the column of the text.</param>
    /// <param name="labelColumn">Name of the column of the label.</param>
    /// <exception cref="DataFormatException">
    /// The file is missing, a column is unknown, a row is malformed, a label or text is missing and not dropped, or there are fewer
    /// rows than <see cref="CsvOptions.MinimumRows"/>.
    /// </exception>
    public static IReadOnlyList<LabeledText> Read(string path, CsvOptions options, string textColumn, string labelColumn)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(textColumn);
        ArgumentNullException.ThrowIfNull(labelColumn);
        using var table = new CsvTable(path, options with { Quoted = options.Quoted ?? options.Delimiter != "\t" });
        var (text, label) = (table.Column(textColumn), table.Column(labelColumn));
        var texts = new List<LabeledText>();
        while (table.Read())
        {
            if (Has(table, label, options) && Has(table, text, options))
                texts.Add(new LabeledText(table[label].Trim().ToString(), table[text].Trim().ToString()));
        }

        var needed = Math.Max(1, options.MinimumRows);
        return texts.Count >= needed ? texts : throw new DataFormatException(
            path, 0, null, $"the file has {texts.Count} rows of data, {needed} are needed. Use a file with more rows.");
    }

    // Whether a cell is filled; false where its row is to be dropped.
    private static bool Has(CsvTable table, int column, CsvOptions options)
    {
        string text = table[column].Trim().ToString();
        bool marked = options.MissingMarks.Contains(text, StringComparer.Ordinal);
        if (text.Length > 0 && !marked)
            return true;
        return options.Missing == MissingValues.Drop ? false : throw table.Error(
            column,
            $"the cell is {(marked ? $"{DataFormatException.Show(text)}, a mark of a missing value" : "empty")}. Fill it in, remove "
                + "the row, or set Missing = MissingValues.Drop.");
    }

    /// <summary>The text of a cell, without white space around it.</summary>
    internal static string Filled(CsvTable table, int column) =>
        Filled(table, column, table[column].Trim(), "Fill it in, or remove the row.");

    /// <summary>What is left of a cell.</summary>
    internal static string Filled(CsvTable table, int column, ReadOnlySpan<char> text, string advice) =>
        text.Length > 0 ? text.ToString() : throw table.Error(column, $"the cell is empty. {advice}");
}
