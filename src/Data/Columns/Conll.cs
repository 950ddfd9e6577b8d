namespace LstmGen.Data;

/// <summary>
/// Reads CoNLL column files: one token per row, columns separated by tabs or, where a row has no tab, by blanks; an empty
/// row ends a sentence. <c>-DOCSTART-</c> rows are skipped. Rows that begin with <c>#</c> are tokens.
/// </summary>
public static class Conll
{
    /// <summary>Reads tokens and one column of tags.</summary>
    /// <param name="path">The file; gzip where it ends in <c>.gz</c>.</param>
    /// <param name="tokenColumn">Column of the token, from 0.</param>
    /// <param name="tagColumn">Column of the tag, from 0; -1 = the last.</param>
    /// <exception cref="DataFormatException">The file is missing, has no sentence, or a row has too few columns.</exception>
    public static IReadOnlyList<TaggedSentence> Read(string path, int tokenColumn = 0, int tagColumn = -1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokenColumn);
        var sentences = new SentenceBuilder(path);
        foreach (var (row, line) in TextFile.Lines(path))
        {
            if (string.IsNullOrWhiteSpace(line))
                sentences.EndSentence();
            else if (!line.StartsWith("-DOCSTART-", StringComparison.Ordinal))
                sentences.Add(Fields(line), row, tokenColumn, tagColumn);
        }

        return sentences.Finish();
    }

    private static string[] Fields(string line) => line.Contains('\t', StringComparison.Ordinal)
        ? line.Split('\t', StringSplitOptions.TrimEntries)
        : line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
