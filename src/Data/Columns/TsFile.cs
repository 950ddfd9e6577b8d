namespace LstmGen.Data;

/// <summary>
/// Reads the <c>.ts</c> format of aeon and the UCR/UEA archive: a header of <c>@key value</c> rows, then per case its
/// channels separated by colons, values by commas, the class last. Lengths may differ from case to case.
/// </summary>
public static class TsFile
{
    /// <summary>Reads a file. Training and test file have the same header, hence the same classes.</summary>
    /// <exception cref="DataFormatException">As for <see cref="Read(string, TsOptions)"/>; a missing value is an error.</exception>
    public static TsData Read(string path, string head = SequenceSet.DefaultHead) => Read(path, new TsOptions { Head = head });

    /// <summary>Reads a file. Training and test file have the same header, hence the same classes.</summary>
    /// <exception cref="DataFormatException">
    /// The file is missing or empty, a value is missing or no number, channels differ in length, a case has not the length or the
    /// class that the header says, or the header asks for what is not supported (time stamps, no classes).
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is none of its values.</exception>
    public static TsData Read(string path, TsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Given.Member(options.Missing, nameof(options.Missing));
        var header = new TsHeader(path);
        var cases = new TsCases(path, header, options.Missing);
        foreach (var (row, line) in TextFile.Lines(path, options.Encoding))
        {
            var text = line.AsSpan().Trim();
            if (text.IsEmpty || text[0] == '#')
                continue;
            if (!header.IsComplete)
                header.Read(text, row);
            else
                cases.Add(text, row);
        }

        return new TsData(header.Name, cases.ToSet(options.Head), header.Classes);
    }
}
