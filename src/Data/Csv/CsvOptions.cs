namespace LstmGen.Data;

/// <summary>
/// How <see cref="CsvSeries"/>, <see cref="CsvTexts"/> and <see cref="CsvRecordings"/> read a file. What a file does not tell by itself is
/// an error until one of these options decides it.
/// </summary>
public sealed record CsvOptions : TableOptions
{
    /// <summary><see cref="TimeFormat"/> of times that count seconds from 1970-01-01 00:00 universal time.</summary>
    public const string UnixSeconds = "unix seconds";

    /// <summary><see cref="TimeFormat"/> of times that count milliseconds from 1970-01-01 00:00 universal time.</summary>
    public const string UnixMilliseconds = "unix milliseconds";

    /// <summary>The column that holds the time of each row, or its date, or null. Default: null.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>
    /// The column that holds the time of day where <see cref="TimeColumn"/> holds the date alone, or null. Default: null.
    /// </summary>
    public string? TimeOfDayColumn { get; init; }

    /// <summary>
    /// How times are written, as a .NET format such as <c>dd/MM/yyyy HH:mm</c>, or <see cref="UnixSeconds"/>; with
    /// <see cref="TimeOfDayColumn"/> the date, a blank and the time of day. Of two digits of a year 00..49 are 2000..2049. null = ISO
    /// 8601 alone: <c>2019-04</c>, <c>2019-04-03</c>, <c>2019-04-03 13:00</c>, <c>2019-04-03T13:00:00.5</c>. Default: null.
    /// </summary>
    public string? TimeFormat { get; init; }

    /// <summary>What is done with times that say their zone. Default: they are an error.</summary>
    public TimeOffsets TimeOffsets { get; init; }

    /// <summary>What is done where rows are not in the order of time. Default: it is an error.</summary>
    public TimeOrder TimeOrder { get; init; }

    /// <summary>What is done where two rows have the same time. Default: it is an error.</summary>
    public RepeatedTimes RepeatedTimes { get; init; }

    /// <summary>
    /// The character before a number's fraction, a point or a comma; with a comma, <c>1.5</c> is an error. Default: a point.
    /// </summary>
    public char DecimalSeparator { get; init; } = '.';

    /// <summary>The character between groups of three digits, or null where there is none: <c>1,234.5</c>. Default: null.</summary>
    public char? ThousandsSeparator { get; init; }

    /// <summary>
    /// Texts that stand for a missing value, such as <c>?</c>, <c>NA</c> or <c>-200</c>, compared with the cell without blanks around it.
    /// An empty cell is missing in any case. Default: none.
    /// </summary>
    public IReadOnlyList<string> MissingMarks { get; init; } = [];

    /// <summary>What is done where a value is missing. Default: it is an error.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>
    /// For columns by name whose cells are the names of categories: what the categories are. The number that is read is the category's id,
    /// as a model with <c>[Embedding(..., Column = ...)]</c> takes it; a name that is not known is an error. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, LabelSet> Categories { get; init; } = new Dictionary<string, LabelSet>();

    /// <summary>Rows needed at least: a window, its horizon and what else the series is for. Default: 1.</summary>
    public int MinimumRows { get; init; } = 1;

    /// <exception cref="ArgumentException">An option is out of range or null; the message names it.</exception>
    internal override void Check()
    {
        base.Check();
        Given.Member(TimeOffsets);
        Given.Member(TimeOrder);
        Given.Member(RepeatedTimes);
        Given.Member(Missing);
        Given.RequireList(MissingMarks);
        Given.RequireList(Categories);
    }
}
