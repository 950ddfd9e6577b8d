using System.Text;

namespace LstmGen.Data;

/// <summary>Reads labelled texts from lines and from folders.</summary>
public static class LabeledTexts
{
    /// <summary>
    /// Reads a text per line, after its label: <c>spam Free entry in a weekly draw</c>, <c>LABEL:sub rest of the text</c>. Empty lines are
    /// left out.
    /// </summary>
    /// <param name="path">The file; gzip too.</param>
    /// <param name="separator">What ends the label; null for the first blank or tab.</param>
    /// <param name="encoding">The encoding; null for UTF-8, or what the byte order mark says.</param>
    /// <exception cref="DataFormatException">The file is missing or has no text, or a line has a label and no text.</exception>
    public static IReadOnlyList<LabeledText> Lines(string path, string? separator = null, Encoding? encoding = null)
    {
        if (separator is { Length: 0 })
            throw new ArgumentException("separator is empty. Give at least one character, or null for blanks and tabs.", nameof(separator));
        var texts = new List<LabeledText>();
        foreach (var (row, line) in TextFile.Lines(path, encoding))
        {
            if (line.Trim().Length == 0)
                continue;
            texts.Add(
                TrySplit(line, separator, out string label, out string text)
                    ? new LabeledText(label, text)
                    : throw NoLabel(path, row, line, separator));
        }

        return texts.Count > 0
            ? texts
            : throw new DataFormatException(path, 0, null, "there is no text in the file. Use a file with data.");
    }

    /// <summary>
    /// Reads a file per text from a folder per label, as in <c>train/pos/17.txt</c>. Labels and files are in the order of their names.
    /// </summary>
    /// <param name="folder">The folder of the labels' folders; files that lie in it directly are not read.</param>
    /// <param name="pattern">Which files of each label.</param>
    /// <param name="encoding">The encoding; null for UTF-8, or what the byte order mark says.</param>
    /// <exception cref="DataFormatException">There is no such folder, it has no label, a label has no file, or a file is empty.</exception>
    public static IReadOnlyList<LabeledText> Folders(string folder, string pattern = "*.txt", Encoding? encoding = null)
    {
        if (!Directory.Exists(folder))
            throw new DataFormatException(folder, 0, null, "there is no such folder. Give the one that has a folder for each label.");
        string[] labels = [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)];
        if (labels.Length == 0)
            throw new DataFormatException(folder, 0, null, "the folder has no folders. It must have one for each label.");
        var texts = new List<LabeledText>();
        foreach (string label in labels)
        {
            string[] files = [.. Directory.GetFiles(label, pattern).Order(StringComparer.Ordinal)];
            if (files.Length == 0)
                throw new DataFormatException(label, 0, null, $"the folder has no files {pattern}. Remove it, or give another pattern.");
            foreach (string file in files)
            {
                string text = string.Join('\n', TextFile.Lines(file, encoding).Select(line => line.Line)).Trim();
                texts.Add(
                    text.Length > 0
                        ? new LabeledText(Path.GetFileName(label), text)
                        : throw new DataFormatException(file, 0, null, "the file is empty. Remove it."));
            }
        }

        return texts;
    }

    /// <summary>The label and the text of a line; false where it has not both.</summary>
    internal static bool TrySplit(string line, string? separator, out string label, out string text)
    {
        string trimmed = line.Trim();
        int end = separator is null ? trimmed.AsSpan().IndexOfAny(' ', '\t') : trimmed.IndexOf(separator, StringComparison.Ordinal);
        (label, text) = end < 0 ? ("", "") : (trimmed[..end].Trim(), trimmed[(end + (separator?.Length ?? 1))..].Trim());
        return end > 0 && text.Length > 0;
    }

    internal static DataFormatException NoLabel(string path, int row, string line, string? separator) => new(
        path, row, null,
        $"{DataFormatException.Show(line.Trim())} has no label with a text after it. Write "
            + $"LABEL{separator ?? " "}TEXT, or remove the row.");
}
