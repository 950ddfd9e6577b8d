using System.Globalization;

namespace LstmGen.Data;

/// <summary>Cuts rows into a word and its values, and checks that the file's vectors have the size asked for.</summary>
/// <remarks>
/// A row does not tell where its word ends: <c>route 66 0.1 0.2</c> is the word <c>route 66</c> with two values, or <c>route</c> with
/// three. The file does: if its vectors were longer, every row's word would end in a number.
/// </remarks>
internal sealed class VectorRows(string path, int size, char separator)
{
    private int _rows;
    private int _announced = -1;
    private bool _sizeIsShown;

    // The first row whose word ends in a number, and how many values it would have if that were one.
    private int _doubtfulRow;
    private int _doubtfulSize;

    /// <summary>The word and the text of its values; false for a header and for empty rows.</summary>
    /// <exception cref="DataFormatException">The row has too few values, or no word.</exception>
    public bool Read(int row, string line, out string word, out ReadOnlySpan<char> values)
    {
        word = "";
        values = [];
        var rest = line.AsSpan().TrimEnd(separator).TrimEnd(' ');
        if (rest.IsEmpty || (row == 1 && IsHeader(rest)))
            return false;
        var at = rest.Length;
        for (var i = 0; i < size; i++)
        {
            at = rest[..at].LastIndexOf(separator);
            if (at < 0)
                throw WrongSize(row, rest.Count(separator));
        }

        if (at == 0)
            throw new DataFormatException(path, row, null, $"there is no word before the {size} values. Remove the row.");
        _rows++;
        var text = rest[..at];
        values = rest[(at + 1)..];
        word = text.ToString();
        var last = text.LastIndexOf(separator);
        if (last < 0 || !IsNumber(text[(last + 1)..]))
            _sizeIsShown = true;
        else if (_doubtfulRow == 0)
            (_doubtfulRow, _doubtfulSize) = (row, rest.Count(separator));
        return true;
    }

    /// <summary>The values, <c>[size]</c>.</summary>
    /// <exception cref="DataFormatException">One is no finite number.</exception>
    public float[] Parse(int row, ReadOnlySpan<char> values)
    {
        var vector = new float[size];
        var i = 0;
        foreach (var range in values.Split(separator))
        {
            var text = values[range];
            if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out vector[i]) || !float.IsFinite(vector[i]))
                throw new DataFormatException(
                    path, row, null,
                    $"value {i}, {DataFormatException.Show(text.ToString())}, is not a finite number. Get the file again.");
            i++;
        }

        return vector;
    }

    /// <summary>Throws unless all was there that the file says, in the size asked for.</summary>
    public void RequireWhole()
    {
        if (_announced >= 0 && _rows != _announced)
            throw new DataFormatException(
                path, 1, null,
                $"the file has {_rows} vectors, its first row says {_announced}. Get it again, or correct that number if "
                    + "rows were left out on purpose.");
        if (_rows == 0)
            throw new DataFormatException(path, 0, null, "there is no vector. Use a file with data.");
        if (!_sizeIsShown && _announced < 0)
            throw WrongSize(_doubtfulRow, _doubtfulSize);
    }

    /// <summary>Whether the first row is word2vec's: two whole numbers, the second the vectors' size.</summary>
    private bool IsHeader(ReadOnlySpan<char> line)
    {
        var at = line.IndexOf(separator);
        if (at < 0 || !int.TryParse(line[..at], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || !int.TryParse(line[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var given))
            return false;
        if (given == size && size == 1)
            throw new DataFormatException(
                path, 1, null,
                "the row is a word with one value, or says how many vectors of one value follow. Remove the row, or move it "
                    + "to the end if it is a word.");
        if (given != size && size == 1)
            return false;
        _announced = given == size ? count : throw WrongSize(1, given);
        return true;
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private DataFormatException WrongSize(int row, int given) => new(
        path, row, null,
        $"the vector has {given} values, the embedding {size}. Use vectors of size {size}, or declare the embedding with {given}.");
}
