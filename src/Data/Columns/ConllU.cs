using System.Globalization;
using System.Text;

namespace LstmGen.Data;

/// <summary>
/// Reads CoNLL-U (universaldependencies.org/format.html): ten columns separated by tabs, comments after <c>#</c>.
/// Multiword ranges (<c>1-2</c>) and empty nodes (<c>1.1</c>) are skipped.
/// </summary>
public static class ConllU
{
    /// <summary>Reads word forms and one column of tags.</summary>
    /// <param name="path">The file; gzip too.</param>
    /// <param name="tag">The column of tags.</param>
    /// <param name="encoding">The encoding; null = what the file's byte order mark says, and UTF-8 where it has none.</param>
    /// <exception cref="DataFormatException">
    /// The file is missing, has no sentence, a row has not ten columns, an id is malformed, words are not numbered 1, 2, 3 and so on,
    /// or bytes are not of the encoding.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public static IReadOnlyList<TaggedSentence> Read(string path, ConllUColumn tag = ConllUColumn.Upos, Encoding? encoding = null)
    {
        Given.Member(tag);
        var sentences = new SentenceBuilder(path);
        foreach (var (row, line) in TextFile.Lines(path, encoding))
        {
            if (ColumnRows.IsBlank(line))
            {
                sentences.EndSentence();
                continue;
            }

            if (line[0] == '#')
                continue;
            var fields = line.Split('\t');
            if (fields.Length != 10)
                throw new DataFormatException(
                    path, row, null,
                    $"the row has {fields.Length} columns, CoNLL-U has 10. Separate them by tabs, and write _ for an empty one.");
            if (!IsWord(fields[0], path, row))
                continue;
            if (!int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id != sentences.Tokens + 1)
                throw new DataFormatException(
                    path, row, "ID",
                    $"word {fields[0]} follows word {sentences.Tokens}. Rows are missing, or the empty row between two sentences.");
            sentences.Add(fields, row, 1, (int)tag);
        }

        return sentences.Finish();
    }

    /// <summary>Whether an id is that of a word: 1, and not 1-2 or 1.1.</summary>
    private static bool IsWord(string id, string path, int row)
    {
        var mark = id.AsSpan().IndexOfAny('-', '.');
        if (!IsNumber(mark < 0 ? id : id.AsSpan(0, mark)) || (mark >= 0 && !IsNumber(id.AsSpan(mark + 1))))
            throw new DataFormatException(
                path, row, "ID", $"{DataFormatException.Show(id)} is no id. Write 1, 2, 3, a range such as 1-2, or 1.1 for an empty node.");
        return mark < 0;
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
