using System.Globalization;

namespace LstmGen.Data;

/// <summary>
/// Reads pre-trained word vectors as text: GloVe (<c>word v1 v2 ...</c>) or word2vec (the same after a row with count
/// and size).
/// </summary>
public static class WordVectors
{
    /// <summary>
    /// Overwrites the rows of an embedding table whose tokens have a vector in the file; the other rows stay as they are.
    /// Where a word occurs twice in the file, the first one counts.
    /// </summary>
    /// <param name="path">The file; gzip where it ends in <c>.gz</c>.</param>
    /// <param name="vocabulary">The tokens of the table's rows.</param>
    /// <param name="table"><c>[vocabulary, size]</c>, such as the parameter <c>embedding.weight</c>.</param>
    /// <param name="size">Values per vector.</param>
    /// <param name="lowerCase">Whether a token that is not in the file is looked up in lower case too.</param>
    /// <returns>How many tokens were found.</returns>
    /// <exception cref="ArgumentException">The table is not <c>[vocabulary, size]</c>.</exception>
    /// <exception cref="DataFormatException">The file is missing, its vectors have another size, or a value is no number.</exception>
    public static int Fill(string path, Vocabulary vocabulary, Span<float> table, int size, bool lowerCase = false)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (table.Length != (long)vocabulary.Count * size)
            throw new ArgumentException(
                $"The table has {table.Length} values, {vocabulary.Count} tokens of {size} need {(long)vocabulary.Count * size}.", nameof(table));
        var exact = new bool[vocabulary.Count];
        var found = new bool[vocabulary.Count];
        var byLowerCase = lowerCase ? LowerCase(vocabulary) : null;
        var vector = new float[size];
        foreach (var (row, line) in TextFile.Lines(path))
        {
            if (row == 1 && IsHeader(line, size, path))
                continue;
            var word = Word(line, size, path, row, out var values);
            var known = vocabulary.TryGetId(word, out var id) && !exact[id];
            List<int>? others = null;
            if (!known && byLowerCase?.TryGetValue(word, out others) != true)
                continue;
            Parse(values, vector, path, row);
            if (known)
            {
                exact[id] = found[id] = true;
                vector.CopyTo(table[(id * size)..]);
            }

            if (byLowerCase?.TryGetValue(word, out others) == true)
            {
                foreach (var other in others!.Where(o => !found[o]))
                {
                    found[other] = true;
                    vector.CopyTo(table[(other * size)..]);
                }
            }
        }

        return found.Count(f => f);
    }

    private static Dictionary<string, List<int>> LowerCase(Vocabulary vocabulary)
    {
        var ids = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var id = 2; id < vocabulary.Count; id++)
        {
            var lower = Case.Apply(vocabulary[id], true);
            if (lower == vocabulary[id])
                continue;
            if (!ids.TryGetValue(lower, out var list))
                ids.Add(lower, list = []);
            list.Add(id);
        }

        return ids;
    }

    /// <summary>Whether the first row is word2vec's: two whole numbers, the second the vectors' size.</summary>
    private static bool IsHeader(string line, int size, string path)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2 || size == 1
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var given))
            return false;
        return given == size ? true : throw WrongSize(path, 1, given, size);
    }

    /// <summary>The word is what precedes the last <paramref name="size"/> fields: it may hold blanks itself.</summary>
    private static string Word(string line, int size, string path, int row, out ReadOnlySpan<char> values)
    {
        var rest = line.AsSpan().TrimEnd();
        var at = rest.Length;
        for (var i = 0; i < size; i++)
        {
            at = rest[..at].LastIndexOf(' ');
            if (at <= 0)
                throw WrongSize(path, row, rest.Count(' '), size);
        }

        values = rest[(at + 1)..];

        // A longer vector than expected leaves numbers in the word.
        var word = rest[..at];
        var first = word.IndexOf(' ');
        if (first > 0 && float.TryParse(word[(word.LastIndexOf(' ') + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            throw WrongSize(path, row, rest.Count(' '), size);
        return word.ToString();
    }

    private static void Parse(ReadOnlySpan<char> values, float[] vector, string path, int row)
    {
        var i = 0;
        foreach (var range in values.Split(' '))
        {
            var text = values[range];
            if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out vector[i]) || !float.IsFinite(vector[i]))
                throw new DataFormatException(
                    path, row, null, $"value {i}, {DataFormatException.Show(text.ToString())}, is not a finite number. Get the file again.");
            i++;
        }
    }

    private static DataFormatException WrongSize(string path, int row, int given, int size) => new(
        path, row, null, $"the vector has {given} values, the embedding {size}. Use vectors of size {size}, or declare the embedding with {given}.");
}
