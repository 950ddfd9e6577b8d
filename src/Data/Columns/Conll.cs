using System.Text;

namespace LstmGen.Data;

/// <summary>
/// Reads CoNLL column files: one token per row, columns separated by tabs or, where a row has no tab, by blanks; an empty
/// row ends a sentence. <c>-DOCSTART-</c> rows are skipped. Rows that begin with <c>#</c> are tokens. Any other white space,
/// such as a no-break space, is part of a token.
/// </summary>
public static class Conll
{
    /// <summary>Reads tokens and one column of tags.</summary>
    /// <param name="path">The file; gzip too.</param>
    /// <param name="tokenColumn">Column of the token, from 0.</param>
    /// <param name="tagColumn">Column of the tag, from 0; -1 = the last.</param>
    /// <param name="separator">What separates columns; null = a tab where a row has one, else blanks.</param>
    /// <param name="encoding">The encoding; null = what the file's byte order mark says, and UTF-8 where it has none.</param>
    /// <exception cref="DataFormatException">
    /// The file is missing, has no sentence, a row has too few columns or not as many as its sentence, or bytes are not of the encoding.
    /// </exception>
    public static IReadOnlyList<TaggedSentence> Read(
        string path, int tokenColumn = 0, int tagColumn = -1, char? separator = null, Encoding? encoding = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokenColumn);
        var sentences = new SentenceBuilder(path);
        foreach (var (row, line) in TextFile.Lines(path, encoding))
        {
            if (ColumnRows.IsBlank(line))
                sentences.EndSentence();
            else if (!line.StartsWith("-DOCSTART-", StringComparison.Ordinal))
                sentences.Add(Fields(line, separator), row, tokenColumn, tagColumn);
        }

        return sentences.Finish();
    }

    // Blanks around a column are layout; other white space, which Trim and Split would take for it, is not.
    private static string[] Fields(string line, char? separator)
    {
        var by = separator ?? (line.Contains('\t', StringComparison.Ordinal) ? '\t' : ' ');
        return by == ' '
            ? line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : Array.ConvertAll(line.Split(by), field => field.Trim(' '));
    }
}
