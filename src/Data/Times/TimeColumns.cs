namespace LstmGen.Data;

/// <summary>Reads the time of a row from one column, or from one of dates and one of times of day.</summary>
internal sealed class TimeColumns
{
    private readonly TimeReader _reader;

    private TimeColumns(TimeReader reader, int date, int timeOfDay) => (_reader, Date, TimeOfDay) = (reader, date, timeOfDay);

    /// <summary>The column of the time, or of the date.</summary>
    public int Date { get; }

    /// <summary>The column of the time of day, or -1.</summary>
    public int TimeOfDay { get; }

    /// <summary>The columns that the options name; null where they name none.</summary>
    public static TimeColumns? Of(CsvTable table, CsvOptions options) => options.TimeColumn is not { } date ? null : new TimeColumns(
        new TimeReader(options.TimeFormat, options.TimeOffsets), table.Column(date),
        options.TimeOfDayColumn is { } time ? table.Column(time) : -1);

    /// <summary>The row's time; null where a cell is empty and <paramref name="mayMiss"/>.</summary>
    public DateTime? Read(CsvTable table, bool mayMiss)
    {
        var text = table[Date].Trim();
        var isMissing = text.IsEmpty;
        if (TimeOfDay >= 0)
        {
            var timeOfDay = table[TimeOfDay].Trim();
            isMissing |= timeOfDay.IsEmpty;
            text = $"{text} {timeOfDay}";
        }

        if (isMissing)
            return mayMiss
                ? null
                : throw table.Error(Date, "the time is empty. Fill it in, or set Missing = MissingValues.Drop to leave such rows out.");
        return _reader.Read(text, out var problem) ?? throw table.Error(Date, problem);
    }
}
