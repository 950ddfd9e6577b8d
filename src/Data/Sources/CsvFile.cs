namespace LstmGen.Data;

/// <summary>What the header of a file tells a <see cref="CsvSource"/>.</summary>
internal sealed class CsvFile
{
    private readonly CsvTable _header;
    private readonly CsvOptions _options;
    private readonly string _path;

    /// <exception cref="DataFormatException">The file has no such column, or its header cannot be used.</exception>
    public CsvFile(SourceFile file, CsvSourceOptions options)
    {
        (_options, _path) = (options.Csv, file.Path);
        using var table = new CsvTable(file.Path, options.Csv, TableAdvice.Source);
        _header = table;
        (HeaderRow, Width) = (table.HeaderRow, table.Width);
        FirstRow = options.Csv.Header == false ? table.HeaderRow : table.HeaderRow + 1;
        Features = [.. options.Features.Select(table.Column)];
        Targets = [.. options.TargetColumns.Select(table.Column)];
        Sequence = options.SequenceColumn is { } name ? table.Column(name) : -1;
    }

    /// <summary>The row of the columns' names, or of the first data where there are none.</summary>
    public int HeaderRow { get; }

    /// <summary>The row from which on there are data.</summary>
    public int FirstRow { get; }

    /// <summary>Columns of the file.</summary>
    public int Width { get; }

    /// <summary>Places of the features' columns.</summary>
    public int[] Features { get; }

    /// <summary>Places of the targets' columns.</summary>
    public int[] Targets { get; }

    /// <summary>Place of the column that tells sequences apart; -1 for none.</summary>
    public int Sequence { get; }

    /// <summary>The rows from some place of the file on.</summary>
    public CsvTable Continue(CharReader chars) => new(_header, chars, _options);

    /// <summary>What tells the sequence of a record, as bytes.</summary>
    public ReadOnlySpan<byte> Key(ReadOnlySpan<byte> record)
    {
        byte delimiter = (byte)_options.Delimiter[0];
        bool quoted = _options.Quoted ?? true, open = false;
        int begin = 0, field = 0, at = 0;
        for (; at < record.Length; at++)
        {
            if (quoted && record[at] == '"')
                open = !open;
            if (open || record[at] != delimiter)
                continue;
            if (field == Sequence)
                break;
            (field, begin) = (field + 1, at + 1);
        }

        if (at == record.Length && record.Length == RecordScan.MostKept)
            throw new DataFormatException(
                _path, 0, _header.Header[Sequence],
                $"the column stands more than {RecordScan.MostKept} bytes from the begin of a row. Put it first.");
        ReadOnlySpan<byte> key = Trim(record[begin..at]);
        return quoted && key.Length >= 2 && key[0] == '"' && key[^1] == '"' ? Trim(key[1..^1]) : key;
    }

    /// <summary>A key without blanks and tabs around it; other white space belongs to it, as in the bytes.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> key) => key.Trim(" \t");

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t"u8);
}
