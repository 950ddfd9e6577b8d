namespace LstmGen.Data;

/// <summary>How <see cref="CsvSeries"/> reads a file. The first row names the columns; numbers have a decimal point.</summary>
public sealed record CsvOptions
{
    /// <summary>What separates fields. Default: a comma.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>The column that holds the time of each row, or null. Default: null.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>Rows needed at least: a window, its horizon and what else the series is for. Default: 1.</summary>
    public int MinimumRows { get; init; } = 1;
}
