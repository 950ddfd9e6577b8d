namespace LstmGen.Data;

/// <summary>How <see cref="CsvSeries"/>, <see cref="CsvTexts"/> and <see cref="CsvRecordings"/> read a file. Numbers have a decimal point.</summary>
public sealed record CsvOptions
{
    /// <summary>What separates fields. Default: a comma.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>Whether the first row names the columns. Where it does not, they are called 1, 2, 3 and so on. Default: true.</summary>
    public bool Header { get; init; } = true;

    /// <summary>The column that holds the time of each row, or null. Default: null.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>Rows needed at least: a window, its horizon and what else the series is for. Default: 1.</summary>
    public int MinimumRows { get; init; } = 1;
}
