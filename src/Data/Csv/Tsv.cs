namespace LstmGen.Data;

/// <summary>Reads labelled texts from tab-separated files; quotes are ordinary characters there.</summary>
public static class Tsv
{
    /// <summary>Reads one label and one text per row; blank rows are skipped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="labelColumn">Column of the label, from 0.</param>
    /// <param name="textColumn">Column of the text, from 0.</param>
    /// <param name="header">Whether the first row names the columns and is skipped.</param>
    /// <exception cref="DataFormatException">The file is missing or empty, a row has too few fields, or a label or text is empty.</exception>
    public static IReadOnlyList<LabeledText> Read(string path, int labelColumn = 0, int textColumn = 1, bool header = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(labelColumn);
        ArgumentOutOfRangeException.ThrowIfNegative(textColumn);
        using var table = new CsvTable(path, "\t", quoted: false, header);
        var texts = new List<LabeledText>();
        var needed = Math.Max(labelColumn, textColumn) + 1;
        while (table.Read())
        {
            if (table.Count < needed)
                throw new DataFormatException(
                    path, table.Row, null, $"the row has {table.Count} fields, {needed} are needed. Separate them by tabs.");
            var label = table[labelColumn].Trim();
            var text = table[textColumn].Trim();
            if (label.Length == 0 || text.Length == 0)
                throw new DataFormatException(
                    path, table.Row, null, $"the {(label.Length == 0 ? "label" : "text")} is empty. Fill it in, or remove the row.");
            texts.Add(new LabeledText(label, text));
        }

        return texts.Count > 0 ? texts : throw new DataFormatException(path, 0, null, "there is no row. Use a file with data.");
    }
}
