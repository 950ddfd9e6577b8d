namespace LstmGen.Data;

/// <summary>
/// Times of ISO 8601 that can be read in one way only: <c>2019-04</c>, <c>2019-04-03</c>, and a date with <c>13:00</c>,
/// <c>13:00:00</c> or a fraction of seconds after a blank or T; then <c>Z</c> or <c>+01:00</c>.
/// </summary>
internal static class IsoTime
{
    /// <param name="text">The text, without blanks around it.</param>
    /// <param name="time">The time as the clock shows it.</param>
    /// <param name="offset">The offset from universal time that is written there, or null.</param>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTime time, out TimeSpan? offset)
    {
        (time, offset) = (default, null);
        if (text.Length > 10 && !TryReadOffset(ref text, out offset))
            return false;
        int month = 0, day = 1, hour = 0, minute = 0, second = 0, ticks = 0;
        var isTime = Number(text, 0, 4, out var year) && At(text, 4, '-') && Number(text, 5, 2, out month)
            && (text.Length == 7 || (At(text, 7, '-') && Number(text, 8, 2, out day)))
            && (text.Length <= 10 || ((At(text, 10, ' ') || At(text, 10, 'T'))
                && Number(text, 11, 2, out hour) && At(text, 13, ':') && Number(text, 14, 2, out minute)
                && (text.Length == 16 || (At(text, 16, ':') && Number(text, 17, 2, out second)
                    && (text.Length == 19 || (At(text, 19, '.') && Fraction(text[20..], out ticks)))))));
        if (!isTime || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59
            || second > 59)
            return false;
        time = new DateTime(year, month, day, hour, minute, second).AddTicks(ticks);
        return true;
    }

    private static bool TryReadOffset(ref ReadOnlySpan<char> text, out TimeSpan? offset)
    {
        offset = null;
        if (text[^1] is 'Z' or 'z')
        {
            offset = TimeSpan.Zero;
            text = text[..^1].TrimEnd(' ');
            return text.Length > 10;
        }

        // After the date's own hyphens.
        var sign = text[10..].LastIndexOfAny('+', '-') + 10;
        if (sign < 10)
            return true;
        var part = text[(sign + 1)..];
        var minutes = 0;
        var isOffset = Number(part, 0, 2, out var hours)
            && (part.Length == 2
                || (Number(part, part.Length - 2, 2, out minutes) && (part.Length == 4 || (part.Length == 5 && part[2] == ':'))));
        if (!isOffset || hours > 14 || minutes > 59 || sign < 13)
            return false;
        var given = new TimeSpan(hours, minutes, 0);
        offset = text[sign] == '-' ? -given : given;
        text = text[..sign].TrimEnd(' ');
        return true;
    }

    private static bool At(ReadOnlySpan<char> text, int place, char c) => place < text.Length && text[place] == c;

    private static bool Number(ReadOnlySpan<char> text, int place, int length, out int value)
    {
        value = 0;
        if (place < 0 || place + length > text.Length)
            return false;
        foreach (var c in text.Slice(place, length))
        {
            if (!char.IsAsciiDigit(c))
                return false;
            value = value * 10 + (c - '0');
        }

        return true;
    }

    /// <summary>Ticks of 100 ns; what is finer must be zeros.</summary>
    private static bool Fraction(ReadOnlySpan<char> digits, out int ticks)
    {
        ticks = 0;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9') || (digits.Length > 7 && digits[7..].ContainsAnyExcept('0')))
            return false;
        for (var i = 0; i < 7; i++)
            ticks = ticks * 10 + (i < digits.Length ? digits[i] - '0' : 0);
        return true;
    }
}
