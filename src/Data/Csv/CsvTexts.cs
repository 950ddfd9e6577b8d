namespace LstmGen.Data;

/// <summary>Reads labelled texts from CSV; the columns are named.</summary>
public static class CsvTexts
{
    /// <summary>
    /// Reads one label and one text per row, without white space around them. Where tabs separate the fields, quotes are ordinary
    /// characters unless the options say otherwise.
    /// </summary>
    /// <param name="path">The file; gzip too.</param>
    /// <param name="options">How to read it; what they say of times and numbers is not used.</param>
    /// <param name="textColumn">Name of the column of the text.</param>
    /// <param name="labelColumn">Name of the column of the label.</param>
    /// <exception cref="DataFormatException">
    /// The file is missing, a column is unknown, a row is malformed, a label or text is empty, or there are fewer rows than
    /// <see cref="CsvOptions.MinimumRows"/>.
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
            texts.Add(new LabeledText(Filled(table, label), Filled(table, text)));
        var needed = Math.Max(1, options.MinimumRows);
        return texts.Count >= needed ? texts : throw new DataFormatException(
            path, 0, null, $"the file has {texts.Count} rows of data, {needed} are needed. Use a file with more rows.");
    }

    /// <summary>The text of a cell, without white space around it.</summary>
    internal static string Filled(CsvTable table, int column) => Filled(table, column, table[column].Trim());

    /// <summary>What is left of a cell.</summary>
    internal static string Filled(CsvTable table, int column, ReadOnlySpan<char> text) =>
        text.Length > 0 ? text.ToString() : throw table.Error(column, "the cell is empty. Fill it in, or remove the row.");
}
