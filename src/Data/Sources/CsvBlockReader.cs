using System.Globalization;

namespace LstmGen.Data;

/// <summary>Makes sequences of rows; of one reader.</summary>
internal sealed class CsvBlockReader(CsvSourceOptions options)
{
    private readonly CellNumbers _numbers = new(options.Csv, TableAdvice.Source);
    private readonly GrowingArray<float> _features = new();
    private readonly GrowingArray<float> _values = new();
    private readonly GrowingArray<int> _classes = new();
    private readonly GrowingArray<int> _rows = new();
    private string _key = "";

    /// <summary>Adds the next sequences of a table.</summary>
    public void Read(CsvTable table, CsvFile file, int count, SequenceBlock into, CancellationToken cancellationToken)
    {
        Clear();
        if (options.Windows is { } windows)
            ReadWindows(table, file, count, windows, into, cancellationToken);
        else
            ReadSequences(table, file, count, into, cancellationToken);
    }

    private void ReadWindows(
        CsvTable table, CsvFile file, int count, WindowOptions windows, SequenceBlock into, CancellationToken cancellationToken)
    {
        int width = file.Features.Length;
        long rows = ((count - 1L) * windows.Stride) + CsvSourceCheck.RowsOf(windows);
        while (_rows.Count < rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!table.Read())
                throw Ended(table);
            ReadFeatures(table, file);
        }

        (long ahead, int span) = CsvSourceCheck.TargetsOf(windows);
        for (int i = 0; i < count; i++)
        {
            int first = i * windows.Stride;
            Row(first, windows.Window, width).CopyTo(into.AddFeatures(windows.Window, table.Path, _rows.Items[first]));
            if (windows.Target != WindowTarget.None)
                CopyTargets(Row((int)(first + ahead), span, width), width, windows.TargetColumns, into.AddValues(0));
        }
    }

    private static void CopyTargets(ReadOnlySpan<float> rows, int width, IReadOnlyList<int> columns, Span<float> to)
    {
        if (columns.Count == 0)
        {
            rows.CopyTo(to);
            return;
        }

        for (int row = 0, at = 0; row < rows.Length; row += width)
        {
            for (int column = 0; column < columns.Count; column++)
                to[at++] = rows[row + columns[column]];
        }
    }

    private void ReadSequences(CsvTable table, CsvFile file, int count, SequenceBlock into, CancellationToken cancellationToken)
    {
        while (table.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<char> key = CsvFile.Trim(table[file.Sequence]);
            if (key.IsEmpty)
                throw table.Error(
                    file.Sequence, "the cell is empty, so that it does not say to which sequence the row belongs. Fill it in.");
            if (_rows.Count > 0 && !key.SequenceEqual(_key))
            {
                Add(table, file, into);
                if (--count == 0)
                    return;
                Clear();
            }

            if (_rows.Count == 0)
                _key = key.ToString();
            ReadFeatures(table, file);
            ReadTargets(table, file);
        }

        if (_rows.Count == 0 || count != 1)
            throw Ended(table);
        Add(table, file, into);
    }

    private void Add(CsvTable table, CsvFile file, SequenceBlock into)
    {
        int steps = _rows.Count, width = file.Features.Length;
        Row(0, steps, width).CopyTo(into.AddFeatures(steps, table.Path, _rows.Items[0]));
        if (file.Targets.Length == 0)
            return;
        if (CsvSourceCheck.IsReal(options.Target))
            _values.Items.AsSpan(0, _values.Count).CopyTo(into.AddValues(0));
        else
            _classes.Items.AsSpan(0, _classes.Count).CopyTo(into.AddClasses(0));
    }

    private void ReadFeatures(CsvTable table, CsvFile file)
    {
        bool grew = false;
        _rows.Add(1, ref grew)[0] = table.Row;
        Span<float> row = _features.Add(file.Features.Length, ref grew);
        for (int column = 0; column < row.Length; column++)
            row[column] = _numbers.Read(table, file.Features[column]);
        options.Scaler?.TransformInPlace(row);
    }

    // Of a whole sequence the first row's are kept, and the others must be equal.
    private void ReadTargets(CsvTable table, CsvFile file)
    {
        bool grew = false, first = _rows.Count == 1, real = CsvSourceCheck.IsReal(options.Target);
        bool each = options.Target is SequenceTargetKind.StepValues or SequenceTargetKind.StepClasses;
        for (int i = 0; i < file.Targets.Length; i++)
        {
            int column = file.Targets[i];
            if (real)
            {
                float value = _numbers.Read(table, column);
                if (each || first)
                    _values.Add(1, ref grew)[0] = value;
                else if (value != _values.Items[i])
                    throw Differs(table, column);
            }
            else
            {
                int id = Class(table, column);
                if (each || first)
                    _classes.Add(1, ref grew)[0] = id;
                else if (id != _classes.Items[0])
                    throw Differs(table, column);
            }
        }
    }

    private int Class(CsvTable table, int column)
    {
        ReadOnlySpan<char> text = table[column].Trim();
        if (options.Labels is { } labels)
        {
            return labels.TryGetId(text.ToString(), out int id) ? id : throw table.Error(
                column,
                $"the label {DataFormatException.Show(text.ToString())} is not known; there are "
                    + $"{DataFormatException.List(labels.Names)}. Correct it, or build the label set with it.");
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : throw table.Error(
            column, $"{DataFormatException.Show(text.ToString())} is no whole number. Write the number of the class, or set Labels.");
    }

    private DataFormatException Differs(CsvTable table, int column) => table.Error(
        column,
        $"the target is another than in the rows before of sequence {DataFormatException.Show(_key)}. Make it equal in all of them, or "
            + "set Target to StepValues or StepClasses.");

    private static DataFormatException Ended(CsvTable table) =>
        new(
            table.Path, table.Row, null,
            "the file ends before its length, or its quotes are not closed. Do not change it while it is read.");

    private ReadOnlySpan<float> Row(int first, int rows, int width) => _features.Items.AsSpan(first * width, rows * width);

    private void Clear()
    {
        _features.Clear();
        _values.Clear();
        _classes.Clear();
        _rows.Clear();
    }
}
