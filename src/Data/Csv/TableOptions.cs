using System.Text;

namespace LstmGen.Data;

/// <summary>How a table in a text file is written: a row per line, its fields separated by a delimiter.</summary>
public record TableOptions
{
    /// <summary>What separates fields. Default: a comma.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>
    /// Whether a field may stand in double quotes, with quotes inside it written twice (RFC 4180); false = quotes are ordinary
    /// characters; null = it may, except where <see cref="CsvTexts"/> reads fields that tabs separate. Default: null.
    /// </summary>
    public bool? Quoted { get; init; }

    /// <summary>
    /// Whether the first row names the columns; false = it is data, and the columns are called 1, 2, 3 and so on; null = it
    /// names them, and a row of nothing but numbers is an error. Default: null.
    /// </summary>
    public bool? Header { get; init; }

    /// <summary>Lines before the header (or before the data) that are left out. Default: 0.</summary>
    public int SkipRows { get; init; }

    /// <summary>Records at the end that are left out, such as a source or a sum; blank lines do not count. Default: 0.</summary>
    public int FooterRows { get; init; }

    /// <summary>
    /// The encoding; null = what the file's byte order mark says, and UTF-8 where it has none. Bytes that are not of it are an
    /// error. Default: null.
    /// </summary>
    public Encoding? Encoding { get; init; }

    /// <exception cref="ArgumentException">An option is out of range or null; the message names it.</exception>
    internal virtual void Check()
    {
        if (string.IsNullOrEmpty(Delimiter) || Delimiter.AsSpan().ContainsAny("\"\r\n"))
            throw new ArgumentException("Delimiter is empty, or has a quote or a line break. Use one such as \",\", \";\" or \"\\t\".");
        ArgumentOutOfRangeException.ThrowIfNegative(SkipRows);
        ArgumentOutOfRangeException.ThrowIfNegative(FooterRows);
    }
}
