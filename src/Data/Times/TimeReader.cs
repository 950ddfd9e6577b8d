using System.Globalization;

namespace LstmGen.Data;

/// <summary>Turns text into times, in the one way that format and offsets allow.</summary>
internal sealed class TimeReader
{
    private readonly string? _format;
    private readonly TimeOffsets _offsets;
    private readonly bool _hasOffset;

    /// <param name="format">As <see cref="CsvOptions.TimeFormat"/>.</param>
    /// <param name="offsets">As <see cref="CsvOptions.TimeOffsets"/>.</param>
    /// <exception cref="ArgumentException">The format leaves open which time is meant.</exception>
    public TimeReader(string? format = null, TimeOffsets offsets = TimeOffsets.Refuse)
    {
        (_format, _offsets) = (format, offsets);
        if (format is not (null or CsvOptions.UnixSeconds or CsvOptions.UnixMilliseconds))
            _hasOffset = TimeFormatCheck.HasOffset(format);
    }

    /// <summary>The time; null where there is none, and then what is wrong and how to fix it.</summary>
    public DateTime? Read(ReadOnlySpan<char> text, out string problem)
    {
        text = text.Trim();
        problem = "";
        if (_format is CsvOptions.UnixSeconds or CsvOptions.UnixMilliseconds)
            return FromUnix(text, out problem);
        if (!TryRead(text, out var time, out var offset))
        {
            problem = $"{Show(text)} is not a time {Advice(text)}";
            return null;
        }

        if (offset is null)
        {
            if (_offsets != TimeOffsets.ToUtc)
                return time;
            problem =
                $"{Show(text)} says no zone, so that it cannot become universal time. Write Z or an offset, or set TimeOffsets otherwise.";
            return null;
        }

        if (_offsets == TimeOffsets.Refuse)
        {
            problem = $"{Show(text)} says its zone. Set TimeOffsets: ToUtc, or Ignore to keep the time of the clock there.";
            return null;
        }

        if (_offsets == TimeOffsets.Ignore)
            return time;
        var ticks = time.Ticks - offset.Value.Ticks;
        if (ticks >= 0 && ticks <= DateTime.MaxValue.Ticks)
            return new DateTime(ticks, DateTimeKind.Utc);
        problem = $"{Show(text)} is no time of the years 1 to 9999.";
        return null;
    }

    private bool TryRead(ReadOnlySpan<char> text, out DateTime time, out TimeSpan? offset)
    {
        if (_format is null)
            return IsoTime.TryRead(text, out time, out offset);
        (time, offset) = (default, null);

        // As universal time, not as the machine's: the offset is zero where none is written.
        if (!DateTimeOffset.TryParseExact(text, _format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
            return false;
        time = parsed.DateTime;
        var isWritten = _hasOffset && (text[^1] is 'Z' or 'z' || parsed.Offset != TimeSpan.Zero || EndsInZero(text));
        offset = isWritten ? parsed.Offset : null;
        return true;
    }

    private static bool EndsInZero(ReadOnlySpan<char> text) =>
        text.LastIndexOfAny('+', '-') is var sign and >= 0 && !text[(sign + 1)..].ContainsAnyExcept("0:");

    private DateTime? FromUnix(ReadOnlySpan<char> text, out string problem)
    {
        var perUnit = _format == CsvOptions.UnixSeconds ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond;
        problem = "";
        if (decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && Math.Abs(count) < long.MaxValue / perUnit
            && DateTime.UnixEpoch.Ticks + decimal.ToInt64(count * perUnit) is var ticks and >= 0 && ticks <= DateTime.MaxValue.Ticks)
            return new DateTime(ticks, DateTimeKind.Utc);
        problem = $"{Show(text)} is not a count of {_format} between the years 1 and 9999. Correct it, or give another TimeFormat.";
        return null;
    }

    private string Advice(ReadOnlySpan<char> text)
    {
        if (_format is not null)
            return $"of the form {_format}. Correct it, or the TimeFormat.";
        return TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out _) && text.Contains(':')
            ? "with a date. Name the date's column as TimeColumn, and this one as TimeOfDayColumn."
            : "like 2016-07-01 13:00:00. Say how it is written with TimeFormat, such as \"dd/MM/yyyy HH:mm\".";
    }

    private static string Show(ReadOnlySpan<char> text) => DataFormatException.Show(text.ToString());
}
