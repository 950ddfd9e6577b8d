namespace LstmGen.Data;

/// <summary>Refuses formats that leave open which time is meant.</summary>
internal static class TimeFormatCheck
{
    /// <summary>Whether times of this format say their zone.</summary>
    /// <exception cref="ArgumentException">The format has no year, takes minutes for months, or has hours of 12 without am or
    /// pm.</exception>
    public static bool HasOffset(string format)
    {
        var letters = Letters(format);
        bool Has(params ReadOnlySpan<char> any) => letters.AsSpan().ContainsAny(any);
        var problem = format.Length < 2 ? "is a name of a format, whose meaning hangs on a culture"
            : !Has('y') ? "has no year (yyyy)"
            : !Has('M') && Has('d', 'm') ? "has no month; months are MM, minutes mm"
            : !Has('d') && Has('H', 'h', 'm', 's') ? "has a time of day and no day (dd)"
            : Has('h') && !Has('t') ? "has hours of 12 (hh) without am or pm (tt); hours of 24 are HH"
            : null;
        return problem is null
            ? Has('z', 'K')
            : throw new ArgumentException($"TimeFormat '{format}' {problem}. Write it like \"dd/MM/yyyy HH:mm\".");
    }

    /// <summary>The format without what stands in quotes or after a backslash.</summary>
    private static string Letters(string format)
    {
        var letters = "";
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] == '\\')
                i++;
            else if (format[i] is '\'' or '"' && format.IndexOf(format[i], i + 1) is var close and > 0)
                i = close;
            else
                letters += format[i];
        }

        return letters;
    }
}
