namespace LstmGen.Data;

/// <summary>The fields of one record; filled again and again.</summary>
internal sealed class CsvRecord
{
    private readonly List<int> _ends = [];
    private char[] _text = new char[256];
    private int _length;

    /// <summary>The row in which the record begins.</summary>
    public int Row { get; private set; }

    /// <summary>Number of fields.</summary>
    public int Count => _ends.Count;

    /// <summary>Whether the row has no character at all, not even quotes.</summary>
    public bool IsBlank { get; set; }

    /// <summary>Number of characters so far, those of the open field included.</summary>
    public int Length => _length;

    public ReadOnlySpan<char> this[int field] => _text.AsSpan((field == 0 ? 0 : _ends[field - 1]).._ends[field]);

    /// <summary>What the open field holds so far.</summary>
    public ReadOnlySpan<char> Open => _text.AsSpan((_ends.Count == 0 ? 0 : _ends[^1]).._length);

    public void Clear(int row)
    {
        _ends.Clear();
        (Row, _length, IsBlank) = (row, 0, false);
    }

    /// <summary>A record with one empty field.</summary>
    public void Blank(int row)
    {
        Clear(row);
        EndField();
    }

    public void Append(ReadOnlySpan<char> text)
    {
        if (_text.Length - _length < text.Length)
            Array.Resize(ref _text, Math.Max(2 * _text.Length, _length + text.Length));
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }

    /// <summary>Takes the last characters away again.</summary>
    public void Drop(int count) => _length -= count;

    public void EndField() => _ends.Add(_length);
}
