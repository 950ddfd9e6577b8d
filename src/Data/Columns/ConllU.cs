namespace LstmGen.Data;

/// <summary>A column of CoNLL-U that can serve as tag.</summary>
public enum ConllUColumn
{
    /// <summary>Lemma or stem.</summary>
    Lemma = 2,

    /// <summary>Universal part of speech.</summary>
    Upos = 3,

    /// <summary>The treebank's own part of speech.</summary>
    Xpos = 4,

    /// <summary>Morphological features.</summary>
    Features = 5,

    /// <summary>Dependency relation to the head.</summary>
    DependencyRelation = 7,
}

/// <summary>
/// Reads CoNLL-U (universaldependencies.org/format.html): ten columns separated by tabs, comments after <c>#</c>.
/// Multiword ranges (<c>1-2</c>) and empty nodes (<c>1.1</c>) are skipped.
/// </summary>
public static class ConllU
{
    /// <summary>Reads word forms and one column of tags.</summary>
    /// <param name="path">The file; gzip where it ends in <c>.gz</c>.</param>
    /// <param name="tag">The column of tags.</param>
    /// <exception cref="DataFormatException">The file is missing, has no sentence, a row has not ten columns, or an id is malformed.</exception>
    public static IReadOnlyList<TaggedSentence> Read(string path, ConllUColumn tag = ConllUColumn.Upos)
    {
        var sentences = new SentenceBuilder(path);
        foreach (var (row, line) in TextFile.Lines(path))
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                sentences.EndSentence();
                continue;
            }

            if (line[0] == '#')
                continue;
            var fields = line.Split('\t');
            if (fields.Length != 10)
                throw new DataFormatException(
                    path, row, null, $"the row has {fields.Length} columns, CoNLL-U has 10. Separate them by tabs, and write _ for an empty one.");
            if (IsWord(fields[0], path, row))
                sentences.Add(fields, row, 1, (int)tag);
        }

        return sentences.Finish();
    }

    private static bool IsWord(string id, string path, int row)
    {
        if (id.Length == 0 || !char.IsAsciiDigit(id[0]) || !id.All(c => char.IsAsciiDigit(c) || c is '-' or '.'))
            throw new DataFormatException(
                path, row, "ID", $"{DataFormatException.Show(id)} is no id. Write 1, 2, 3, a range such as 1-2, or 1.1 for an empty node.");
        return !id.AsSpan().ContainsAny('-', '.');
    }
}
