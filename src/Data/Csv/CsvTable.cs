using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace LstmGen.Data;

/// <summary>
/// Rows of a delimited file by way of CsvHelper's parser (no reflection), with the row numbers of a text editor.
/// </summary>
internal sealed class CsvTable : IDisposable
{
    private readonly CsvParser _parser;
    private bool _hasRead;

    /// <summary>A table whose columns have names: those of the first row, or their numbers from 1.</summary>
    public static CsvTable Named(string path, CsvOptions options, bool quoted = true)
    {
        var table = new CsvTable(path, options.Delimiter, quoted, options.Header);
        if (!options.Header)
            table.NumberColumns();
        return table;
    }

    public CsvTable(string path, string delimiter, bool quoted, bool header = true)
    {
        Path = path;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter,
            Mode = quoted ? CsvMode.RFC4180 : CsvMode.NoEscape,
            BadDataFound = null,
            CacheFields = false,
        };
        _parser = new CsvParser(TextFile.Open(path), configuration);
        if (!header)
            return;
        if (!Next())
            throw new DataFormatException(path, 0, null, "the file is empty. The first row must name the columns.");
        Header = Array.ConvertAll(_parser.Record ?? [], name => name.Trim());
        HeaderRow = Row;
        for (var i = 0; i < Header.Count; i++)
        {
            if (Header.Take(i).Contains(Header[i]))
                throw new DataFormatException(path, Row, Header[i], "the header has this name twice. Rename one of the columns.");
        }
    }

    public string Path { get; }

    public IReadOnlyList<string> Header { get; private set; } = [];

    public int HeaderRow { get; private set; }

    /// <summary>Row in which the current record begins.</summary>
    public int Row { get; private set; }

    public int Count => _parser.Count;

    public string this[int column] => _parser[column];

    /// <summary>Goes to the next record; false at the end.</summary>
    public bool Read()
    {
        if (!_hasRead && !Next())
            return false;
        _hasRead = false;
        return Header.Count == 0 || _parser.Count == Header.Count ? true : throw new DataFormatException(
            Path, Row, null,
            $"the row has {_parser.Count} fields, the header has {Header.Count}. Add or remove delimiters, and close every quote.");
    }

    public int Column(string name)
    {
        for (var i = 0; i < Header.Count; i++)
        {
            if (Header[i] == name)
                return i;
        }

        var hint = Header.Count == 1 && Header[0].AsSpan().ContainsAny(",;\t|")
            ? " Another delimiter seems to separate the columns: set it in the options."
            : " Name one of these.";
        throw new DataFormatException(
            Path, HeaderRow, name, $"there is no such column; the file has {string.Join(", ", Header)}.{hint}");
    }

    public DataFormatException Error(int column, string problem) =>
        new(Path, Row, column < Header.Count ? Header[column] : null, problem);

    public void Dispose() => _parser.Dispose();

    private void NumberColumns()
    {
        if (!Next())
            throw new DataFormatException(Path, 0, null, "the file is empty. Use a file with data.");
        Header = [.. Enumerable.Range(1, _parser.Count).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        (HeaderRow, _hasRead) = (Row, true);
    }

    private bool Next()
    {
        try
        {
            if (!_parser.Read())
                return false;
        }
        catch (Exception e) when (e is CsvHelperException or IOException or InvalidDataException)
        {
            throw new DataFormatException(Path, _parser.RawRow, null, $"the row cannot be read ({e.Message})", e);
        }

        // The parser counts the row in which a record ends; a quoted field may hold line breaks.
        Row = _parser.RawRow - LineBreaks(_parser.RawRecord.AsSpan().TrimEnd("\r\n"));
        return true;
    }

    private static int LineBreaks(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                count++;
        }

        return count;
    }
}
