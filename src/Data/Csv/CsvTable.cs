using System.Globalization;

namespace LstmGen.Data;

/// <summary>Rows of a delimited file, with the row numbers of a text editor.</summary>
internal sealed class CsvTable : IDisposable
{
    private readonly CharReader _chars;
    private readonly CsvParser _parser;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly int _footer;
    private readonly TableAdvice _advice;
    private readonly bool _quoted;

    // Records that were read and are not yet given out: those that may turn out to be the footer.
    private readonly Queue<CsvRecord> _ahead = new();
    private readonly Queue<int> _blankRows = new();
    private readonly bool _keepsBlankRows;
    private CsvRecord _current = new();
    private CsvRecord? _afterBlanks;
    private int _width = -1;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="advice">What messages recommend; null: as for a reader of whole files.</param>
    /// <exception cref="DataFormatException">The file is missing, empty, or its header cannot be used.</exception>
    public CsvTable(string path, TableOptions options, TableAdvice? advice = null)
    {
        options.Check();
        (Path, _footer, _advice, _quoted) = (path, options.FooterRows, advice ?? TableAdvice.WholeFile, options.Quoted ?? true);
        _chars = TextFile.Open(path, options.Encoding);
        _parser = new CsvParser(_chars, options.Delimiter, _quoted);
        try
        {
            for (var i = 0; i < options.SkipRows; i++)
            {
                if (_chars.ReadLine() is null)
                    throw new DataFormatException(
                        path, 0, null, $"the file has fewer rows than the {options.SkipRows} of SkipRows. Skip fewer.");
            }

            HeaderRow = ReadHeader(options);
        }
        catch
        {
            _chars.Dispose();
            throw;
        }

        // In a table of one column an empty row may be a missing value; in others it separates.
        _keepsBlankRows = _width == 1;
    }

    /// <summary>Goes on in a part of the file whose header was read before.</summary>
    public CsvTable(CsvTable header, CharReader chars, TableOptions options)
    {
        (Path, Header, HeaderRow, _width, _columns, _chars) =
            (header.Path, header.Header, header.HeaderRow, header._width, header._columns, chars);
        (_advice, _quoted) = (header._advice, header._quoted);
        _parser = new CsvParser(chars, options.Delimiter, _quoted) { Names = Header };
    }

    public string Path { get; }

    /// <summary>Fields of a record.</summary>
    public int Width => _width;

    public IReadOnlyList<string> Header { get; private set; } = [];

    public int HeaderRow { get; }

    /// <summary>Row in which the current record begins.</summary>
    public int Row => _current.Row;

    public int Count => _current.Count;

    public ReadOnlySpan<char> this[int column] => _current[column];

    /// <summary>Goes to the next record; false at the end.</summary>
    /// <exception cref="DataFormatException">The record has not as many fields as the header, or cannot be read.</exception>
    public bool Read()
    {
        while (_ahead.Count <= _footer)
        {
            var next = _footer == 0 ? _current : new CsvRecord();
            if (!ReadAhead(ref next))
                return false;
            _ahead.Enqueue(next);
        }

        _current = _ahead.Dequeue();
        return Count == _width ? true : throw new DataFormatException(
            Path, Row, null,
            $"the row has {Count} fields, the {(Header.Count > 0 ? "header" : "first row")} has {_width}. Add or remove "
                + $"delimiters{(_quoted ? ", and close every quote" : "")}.{_advice.LastRows}");
    }

    /// <summary>The place of a column.</summary>
    /// <exception cref="ArgumentNullException">It has no name.</exception>
    /// <exception cref="DataFormatException">There is no such column.</exception>
    public int Column(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_columns.TryGetValue(name, out var column))
            return column;
        var hint = Header.Count == 1 && Header[0].AsSpan().ContainsAny(",;\t|")
            ? " Another delimiter seems to separate the columns: set it in the options."
            : " Name one of these.";
        throw new DataFormatException(
            Path, HeaderRow, name, $"there is no such column; the file has {DataFormatException.List(Header)}.{hint}");
    }

    public DataFormatException Error(int column, string problem) => new(Path, Row, Header[column], problem);

    public void Dispose() => _chars.Dispose();

    private int ReadHeader(TableOptions options)
    {
        do
        {
            if (!_parser.Read(_current))
                throw new DataFormatException(
                    Path, 0, null,
                    $"the file is empty. {(options.Header == false ? "Use a file with data." : "The first row must name the columns.")}");
        }
        while (_current.IsBlank);
        _width = _current.Count;
        var names = new string[_width];
        var isData = true;
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = _current[i].Trim().ToString();
            isData &= double.TryParse(names[i], NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        }

        if (options.Header == false)
        {
            _afterBlanks = _current;
            _current = new CsvRecord();
            for (var i = 0; i < names.Length; i++)
                names[i] = (i + 1).ToString(CultureInfo.InvariantCulture);
        }
        else if (options.Header is null && isData)
        {
            throw new DataFormatException(
                Path, Row, null,
                "the first row has nothing but numbers. Set Header = false if it is data and not the columns' names, "
                    + "Header = true if they are names.");
        }

        Header = _parser.Names = names;
        for (var i = 0; i < names.Length; i++)
        {
            // Several columns may go without a name, as those after needless delimiters do; none of them can be asked for.
            if (names[i].Length > 0 && !_columns.TryAdd(names[i], i))
                throw new DataFormatException(Path, Row, names[i], "the header has this name twice. Rename one of the columns.");
        }

        return _afterBlanks?.Row ?? Row;
    }

    /// <summary>Reads a record; blank rows are skipped, or given as records where they may be missing values.</summary>
    private bool ReadAhead(ref CsvRecord record)
    {
        if (_afterBlanks is null)
        {
            var next = record;
            do
            {
                if (!_parser.Read(next))
                    return false;
                if (next.IsBlank && _keepsBlankRows)
                    _blankRows.Enqueue(next.Row);
            }
            while (next.IsBlank);
            _afterBlanks = next;
        }

        if (_blankRows.TryDequeue(out var row))
        {
            record = new CsvRecord();
            record.Blank(row);
            return true;
        }

        (record, _afterBlanks) = (_afterBlanks, null);
        return true;
    }
}
