using System.Buffers;

namespace LstmGen.Data;

/// <summary>
/// Cuts a file into records of fields as RFC 4180 has it: a field stands in quotes as a whole or not at all, a quote inside
/// is doubled. Where it does not, the file can be read in more than one way, which is an error.
/// </summary>
internal sealed class CsvParser(CharReader chars, string delimiter, bool quoted)
{
    private const string Misplaced = "a quote stands inside a field that does not begin with one. Put the field in "
        + "quotes and write the quote "
        + "twice, or set Quoted = false if quotes are ordinary characters.";

    private const string AfterClosing =
        "something follows a closing quote. Put the field in quotes as a whole, and write quotes inside it twice.";

    // Where plain text may end: its delimiter (by the last character), the row, or against the rules by a quote.
    private readonly SearchValues<char> _stops = SearchValues.Create(delimiter[^1] + (quoted ? "\r\n\"" : "\r\n"));

    /// <summary>The columns' names as far as they are known, for messages.</summary>
    public IReadOnlyList<string> Names { get; set; } = [];

    /// <summary>Reads the next record; false at the end of the file.</summary>
    /// <exception cref="DataFormatException">A quote stands where it has no meaning, or is not closed.</exception>
    public bool Read(CsvRecord record)
    {
        if (!chars.Fill())
            return false;
        record.Clear(chars.Row);
        record.IsBlank = chars.Buffer[0] is '\r' or '\n';
        while (ReadField(record))
            record.EndField();
        record.EndField();
        return true;
    }

    /// <summary>Reads a field; false where it is the record's last.</summary>
    private bool ReadField(CsvRecord record)
    {
        if (!quoted || !chars.Fill() || chars.Buffer[0] != '"')
            return ReadPlain(record, Misplaced);
        ReadQuoted(record);
        var begin = record.Length;
        var goesOn = ReadPlain(record, AfterClosing);
        return record.Length == begin ? goesOn : throw Error(record, AfterClosing);
    }

    /// <summary>Reads up to the delimiter or the row's end; false where the row ends.</summary>
    private bool ReadPlain(CsvRecord record, string whyNoQuote)
    {
        var begin = record.Length;
        while (chars.Fill())
        {
            var rest = chars.Buffer;
            var length = rest.IndexOfAny(_stops);
            Append(record, rest[..(length < 0 ? rest.Length : length)]);
            if (length < 0)
            {
                chars.Advance(rest.Length);
                continue;
            }

            var stop = rest[length];
            if (stop is '\r' or '\n')
            {
                chars.EndRow(length);
                return false;
            }

            if (stop == '"' && quoted)
                throw Error(record, whyNoQuote);
            Append(record, rest.Slice(length, 1));
            chars.Advance(length + 1);
            if (record.Length - begin >= delimiter.Length && record.Open.EndsWith(delimiter))
            {
                record.Drop(delimiter.Length);
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads what stands in quotes, past the closing one.</summary>
    private void ReadQuoted(CsvRecord record)
    {
        var row = chars.Row;
        chars.Advance(1);
        while (chars.Fill())
        {
            var rest = chars.Buffer;
            var length = rest.IndexOf('"');
            Append(record, rest[..(length < 0 ? rest.Length : length)]);
            chars.Advance(length < 0 ? rest.Length : length + 1);
            if (length < 0)
                continue;
            if (!chars.Fill() || chars.Buffer[0] != '"')
                return;
            Append(record, "\"");
            chars.Advance(1);
        }

        throw new DataFormatException(
            chars.Path, row, Column(record),
            "a quote is opened here and never closed. Close it, or set Quoted = false if quotes are ordinary characters.");
    }

    private void Append(CsvRecord record, ReadOnlySpan<char> text)
    {
        if (record.Length > CharReader.MaxLength - text.Length)
            throw Error(record, $"the record is longer than {CharReader.MaxLength} characters. Close every quote, or break it up.");
        record.Append(text);
    }

    private DataFormatException Error(CsvRecord record, string problem) => new(chars.Path, chars.Row, Column(record), problem);

    private string? Column(CsvRecord record) => record.Count < Names.Count ? Names[record.Count] : null;
}
