namespace LstmGen.Data;

/// <summary>
/// Sequences of the rows of CSV files, which may be larger than memory. Making it reads the files once, to find the rows; values are read
/// while training goes on.
/// </summary>
/// <example><code>
/// var source = new CsvSource(["meters.csv"], new CsvSourceOptions { Features = ["load", "heat"], Windows = new() { Window = 48 } });
/// model.Fit(source, new FitOptions { Epochs = 3 });
/// </code></example>
public sealed class CsvSource : ISequenceSource
{
    private readonly SourceFile[] _files;
    private readonly CsvFile[] _tables;
    private readonly CsvSourceOptions _options;
    private readonly List<FileBlock> _blocks = [];
    private readonly string _described;

    /// <summary>Finds the rows of the files.</summary>
    /// <param name="paths">The files, each with the same columns. Not packed ones.</param>
    /// <param name="options">What its sequences are.</param>
    /// <exception cref="DataFormatException">A file is missing, empty, packed, or has no row or too few, a quote is not closed, a column is
    /// unknown, or the encoding has characters with the byte of a line break, a quote or, with
    /// <see cref="CsvSourceOptions.SequenceColumn"/>, the delimiter.</exception>
    /// <exception cref="ArgumentException">Options are out of range or contradict each other, or a file is given twice.</exception>
    public CsvSource(IEnumerable<string> paths, CsvSourceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        CsvSourceCheck.Require(options);
        (_files, _options) = (BlockFiles.Of(paths), options);
        Shape = CsvSourceCheck.ShapeOf(options);
        _tables = [.. _files.Select(file => new CsvFile(file, options))];
        var parts = new List<string>();
        for (int file = 0; file < _files.Length; file++)
            parts.Add(_files[file].Describe(options.Windows is { } windows ? FindWindows(file, windows) : FindSequences(file)));
        _described = $"{string.Join(", ", parts)}: {CsvSourceCheck.Describe(options)}";
        Name = BlockFiles.NameOf(_files);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public SequenceShape Shape { get; }

    /// <inheritdoc/>
    public int BlockCount => _blocks.Count;

    /// <inheritdoc/>
    public int CountOf(int block) => _blocks[block].Count;

    /// <summary>1 where rows are cut into windows that follow one another without overlap and gap, else null.</summary>
    public int? Streams => _options.Windows is { } windows ? SequenceSet.StreamsOf(windows.Window, windows.Stride) : null;

    /// <summary>Names, lengths and hashes of the files, and the options.</summary>
    public string Describe() => _described;

    /// <inheritdoc/>
    public ISequenceReader OpenReader() => new Reader(this);

    private ulong FindSequences(int file)
    {
        FileBlock block = default;
        byte[] last = [];
        ulong hash = Find(file, _options.Csv.Delimiter[0], (offset, row, text) =>
        {
            ReadOnlySpan<byte> key = _tables[file].Key(text);
            if (block.Count > 0 && key.SequenceEqual(last))
                return;
            last = key.ToArray();
            if (block.Count == _options.BlockSequences)
                _blocks.Add(block);
            block = block.Count == 0 || block.Count == _options.BlockSequences
                ? new FileBlock(file, offset, row, 1)
                : block with { Count = block.Count + 1 };
        });
        if (block.Count == 0)
            throw new DataFormatException(_files[file].Path, 0, null, "there is no row of data in the file. Use a file with data.");
        _blocks.Add(block);
        return hash;
    }

    private ulong FindWindows(int file, WindowOptions windows)
    {
        long rows = 0, each = (long)_options.BlockSequences * windows.Stride, needed = CsvSourceCheck.RowsOf(windows);
        int first = _blocks.Count;
        ulong hash = Find(file, null, (offset, row, _) =>
        {
            if (rows++ % each == 0)
                _blocks.Add(new FileBlock(file, offset, row, _options.BlockSequences));
        });
        long count = rows < needed ? 0 : ((rows - needed) / windows.Stride) + 1;
        if (count == 0)
        {
            RequireReadable(file);
            throw new DataFormatException(
                _files[file].Path, 0, null,
                $"the file has {rows} rows, and one window with its targets needs {needed}: Window {windows.Window}"
                    + $"{(windows.Gap > 0 ? $", Gap {windows.Gap}" : "")}, {windows.Target}"
                    + $"{(windows.Target == WindowTarget.Ahead ? $" {windows.Horizon}" : "")}. Use a longer file, or a smaller Window, "
                    + "Gap or Horizon.");
        }

        long blocks = (count + _options.BlockSequences - 1) / _options.BlockSequences;
        _blocks.RemoveRange(first + (int)blocks, _blocks.Count - first - (int)blocks); // those begun by the last rows have no window
        _blocks[^1] = _blocks[^1] with { Count = (int)(count - ((blocks - 1) * _options.BlockSequences)) };
        return hash;
    }

    private ulong Find(int file, char? delimiter, DataRow found)
    {
        CsvFile table = _tables[file];
        int empty = 0;
        int? quotedFrom = _options.Csv.Quoted ?? true ? table.HeaderRow : null;
        (ulong hash, bool endsInQuotes) = RecordScan.Run(_files[file], _options.Csv.Encoding, quotedFrom, delimiter, Look);
        if (endsInQuotes)
            RequireReadable(file);
        return hash;

        void Look(long offset, int row, bool isBlank, bool isEmpty, ReadOnlySpan<byte> text)
        {
            if (row < table.FirstRow)
                return;
            if (isEmpty)
            {
                empty = row;
                return;
            }

            // Empty rows separate, and those at the end do no harm; in a table of one column they are cells without a value.
            if (empty > 0 && table.Width == 1)
                throw new DataFormatException(_files[file].Path, empty, null, "the cell is empty. Fill in a number, or remove the row.");
            found(offset, row, text);
        }
    }

    // The scan only counts quotes; the parser knows which of them is wrong, and says where.
    private void RequireReadable(int file)
    {
        using var table = new CsvTable(_files[file].Path, _options.Csv, TableAdvice.Source);
        while (table.Read())
        {
        }
    }

    private delegate void DataRow(long offset, int row, ReadOnlySpan<byte> text);

    private sealed class Reader(CsvSource source) : ISequenceReader
    {
        private readonly BlockFiles _files = new(source._files, source._options.Csv.Encoding);
        private readonly CsvBlockReader _reader = new(source._options);

        public void Read(int block, SequenceBlock into, CancellationToken cancellationToken)
        {
            FileBlock where = source._blocks[block];
            using CharReader chars = _files.Read(where);
            using CsvTable table = source._tables[where.File].Continue(chars);
            _reader.Read(table, source._tables[where.File], where.Count, into, cancellationToken);
        }

        public void Dispose() => _files.Dispose();
    }
}
