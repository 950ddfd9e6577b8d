using System.Globalization;
using System.Text;

namespace LstmGen.Data;

/// <summary>
/// The characters of a text file. Bytes that are not of its encoding and NUL characters are errors at their row: replaced
/// or skipped they would change the data without a word.
/// </summary>
internal sealed class CharReader : IDisposable
{
    /// <summary>The longest row or record, in characters: a bound for what a small packed file can make of memory.</summary>
    public const int MaxLength = 1 << 28;

    private readonly Stream _stream;
    private readonly Encoding _encoding;
    private readonly InvalidBytes _invalid = new();
    private readonly Decoder _decoder;
    private readonly byte[] _bytes = new byte[1 << 15];
    private readonly char[] _chars;
    private int _byteCount;
    private int _byteStart;
    private int _at;
    private int _end;
    private bool _refuses;
    private bool _ended;

    // Row and place, from 1, of the character at _counted, and whether the one before it was \r.
    private int _counted;
    private int _row;
    private int _place = 1;
    private bool _afterReturn;

    /// <summary>Reads from the begin of <paramref name="stream"/>, which is disposed with this reader.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="encoding">The encoding; null = what the file's mark says, UTF-8 where it has none.</param>
    /// <param name="partRow">The row with which the stream begins, where it is a part of the file after its mark; null where it is the
    /// whole.</param>
    public CharReader(Stream stream, string path, Encoding? encoding, int? partRow = null)
    {
        (_stream, Path, _row) = (stream, path, partRow ?? 1);
        _byteCount = ReadBytes(_bytes, 4);
        Encoding used = partRow is null
            ? ByteOrderMark.EncodingOf(_bytes.AsSpan(0, _byteCount), encoding, path, out _byteStart)
            : encoding ?? Encoding.UTF8;
        _encoding = (Encoding)used.Clone();
        _encoding.DecoderFallback = _invalid;
        _decoder = _encoding.GetDecoder();
        _chars = new char[_encoding.GetMaxCharCount(_bytes.Length)];
    }

    public string Path { get; }

    /// <summary>What is read and not yet taken; empty until <see cref="Fill"/>.</summary>
    public ReadOnlySpan<char> Buffer => _chars.AsSpan(_at.._end);

    /// <summary>The row of the next character, as a text editor counts it.</summary>
    public int Row => RowAt(_at);

    public void Advance(int count) => _at += count;

    /// <summary>Makes sure that <see cref="Buffer"/> is not empty; false at the end of the file.</summary>
    /// <exception cref="DataFormatException">The next character cannot be text, or the file cannot be read on.</exception>
    public bool Fill()
    {
        if (_at < _end)
            return true;
        if (_refuses)
            throw Refused();
        RowAt(_end);
        _counted = _at = _end = 0;
        while (_end == 0 && !_ended)
        {
            if (_byteStart == _byteCount)
                (_byteStart, _byteCount) = (0, ReadBytes(_bytes, 1));
            _ended = _byteCount == 0;
            _end = _decoder.GetChars(_bytes.AsSpan(_byteStart.._byteCount), _chars, flush: _ended);
            _byteStart = _byteCount;
        }

        var text = _chars.AsSpan(0, _end);
        var refused = _invalid.First is null ? text.IndexOf('\0') : text.IndexOfAny('\0', InvalidBytes.Sign);
        if (refused >= 0)
            (_end, _refuses) = (refused, true);
        return refused == 0 ? throw Refused() : _end > 0;
    }

    /// <summary>The next row without its end; null at the end of the file.</summary>
    public string? ReadLine()
    {
        StringBuilder? begin = null;
        while (Fill())
        {
            var rest = Buffer;
            var length = rest.IndexOfAny('\r', '\n');
            if (length < 0)
            {
                begin ??= new StringBuilder();
                if (begin.Length > MaxLength - rest.Length)
                    throw new DataFormatException(Path, Row, null, $"the row is longer than {MaxLength} characters. Break it up.");
                begin.Append(rest);
                Advance(rest.Length);
                continue;
            }

            var line = begin is null ? rest[..length].ToString() : begin.Append(rest[..length]).ToString();
            EndRow(length);
            return line;
        }

        return begin?.ToString();
    }

    /// <summary>Takes <paramref name="before"/> characters and the line break after them: \n, \r, or both.</summary>
    public void EndRow(int before)
    {
        var isReturn = Buffer[before] == '\r';
        Advance(before + 1);
        if (isReturn && Fill() && Buffer[0] == '\n')
            Advance(1);
    }

    public void Dispose() => _stream.Dispose();

    private int ReadBytes(byte[] bytes, int atLeast)
    {
        try
        {
            return _stream.ReadAtLeast(bytes, atLeast, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new DataFormatException(Path, RowAt(_end), null, $"the file cannot be read on ({e.Message}) Get it again.", e);
        }
    }

    private DataFormatException Refused()
    {
        var row = RowAt(_end);
        var problem = _chars[_end] == '\0'
            ? $"character {_place} is NUL, which is no text. Give the encoding if the file is UTF-16 without its mark, or get it again."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"character {_place}, byte 0x{_invalid.First!.FirstOrDefault():X2}, is not {_encoding.WebName}. Give the "
                    + $"encoding in which the file "
                + $"is written, such as Encoding.Latin1, or save it as UTF-8.");
        return new DataFormatException(Path, row, null, problem);
    }

    /// <summary>The row of a character in the buffer, which lies at or after the last one asked for.</summary>
    private int RowAt(int index)
    {
        for (; _counted < index; _counted++)
        {
            var c = _chars[_counted];
            if (c == '\r' || (c == '\n' && !_afterReturn))
                (_row, _place) = (_row + 1, 1);
            else if (c != '\n')
                _place++;
            _afterReturn = c == '\r';
        }

        return _row;
    }
}
