using System.Text;

namespace LstmGen.Data;

/// <summary>
/// Reads labelled texts from tab-separated files; quotes are ordinary characters there. For other tables, or columns by name,
/// see <see cref="CsvTexts"/>.
/// </summary>
public static class Tsv
{
    /// <summary>
    /// Reads one label and one text per row, without white space around them; blank rows are skipped. All rows have as many fields as the
    /// first.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="labelColumn">Column of the label, from 0.</param>
    /// <param name="textColumn">Column of the text, from 0.</param>
    /// <param name="header">Whether the first row names the columns and is skipped.</param>
    /// <param name="encoding">The encoding; null = what the file's byte order mark says, and UTF-8 where it has none.</param>
    /// <exception cref="DataFormatException">
    /// The file is missing or empty, a row has too few or too many fields, bytes are not of the encoding, or a label or text is empty.
    /// </exception>
    public static IReadOnlyList<LabeledText> Read(
        string path, int labelColumn = 0, int textColumn = 1, bool header = false, Encoding? encoding = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(labelColumn);
        ArgumentOutOfRangeException.ThrowIfNegative(textColumn);
        var options = new TableOptions { Delimiter = "\t", Quoted = false, Header = header, Encoding = encoding };
        using var table = new CsvTable(path, options, TableAdvice.Texts);
        var texts = new List<LabeledText>();
        var needed = Math.Max(labelColumn, textColumn) + 1L;
        while (table.Read())
        {
            if (table.Count < needed)
                throw new DataFormatException(
                    path, table.Row, null, $"the row has {table.Count} fields, {needed} are needed. Separate them by tabs.");
            var label = table[labelColumn].Trim();
            var text = table[textColumn].Trim();
            if (label.IsEmpty || text.IsEmpty)
                throw new DataFormatException(
                    path, table.Row, null, $"the {(label.IsEmpty ? "label" : "text")} is empty. Fill it in, or remove the row.");
            texts.Add(new LabeledText(label.ToString(), text.ToString()));
        }

        return texts.Count > 0 ? texts : throw new DataFormatException(path, 0, null, "there is no row. Use a file with data.");
    }
}
