using System.Text;

namespace LstmGen.Data;

/// <summary>
/// Reads pre-trained word vectors as text: GloVe (<c>word v1 v2 ...</c>) or word2vec (the same after a row with count
/// and size). A word is what precedes the last values of a row: it may hold blanks, and end in a number.
/// </summary>
public static class WordVectors
{
    /// <summary>
    /// Overwrites the rows of an embedding table whose tokens have a vector in the file; the other rows stay as they are.
    /// Where a word occurs twice in the file, the first one counts. On an error the whole table stays as it is.
    /// </summary>
    /// <param name="path">The file; gzip too.</param>
    /// <param name="vocabulary">The tokens of the table's rows.</param>
    /// <param name="table"><c>[vocabulary, size]</c>, such as the parameter <c>embedding.weight</c>.</param>
    /// <param name="size">Values per vector.</param>
    /// <param name="lowerCase">Whether a token that is not in the file is looked up in lower case too.</param>
    /// <param name="separator">What separates values. Default: a blank.</param>
    /// <param name="encoding">The encoding; null = what the file's byte order mark says, and UTF-8 where it has none.</param>
    /// <returns>How many tokens were found.</returns>
    /// <exception cref="ArgumentException">The table is not <c>[vocabulary, size]</c>.</exception>
    /// <exception cref="DataFormatException">
    /// The file is missing or empty, its vectors have another size, it has not as many as its first row says, a value is no number, or
    /// bytes are not of the encoding.
    /// </exception>
    public static int Fill(
        string path, Vocabulary vocabulary, Span<float> table, int size, bool lowerCase = false, char separator = ' ',
        Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (table.Length != (long)vocabulary.Count * size)
            throw new ArgumentException(
                $"The table has {table.Length} values, {vocabulary.Count} tokens of {size} need {(long)vocabulary.Count * size}.",
                nameof(table));
        var found = new FoundVectors(vocabulary, size, lowerCase);
        var rows = new VectorRows(path, size, separator);
        foreach (var (row, line) in TextFile.Lines(
            path, encoding, "word vectors as text (GloVe, fastText), a word and its numbers on each line"))
        {
            if (rows.Read(row, line, out var word, out var values) && found.Wants(word))
                found.Add(word, rows.Parse(row, values));
        }

        rows.RequireWhole();
        return found.CopyTo(table);
    }
}
