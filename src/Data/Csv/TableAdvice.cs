namespace LstmGen.Data;

/// <summary>What messages recommend for a table: no option that its reader does not take.</summary>
/// <param name="Missing">For a cell without a value.</param>
/// <param name="NotFinite">For NaN and infinite values.</param>
/// <param name="NoNumber">For a text in place of a number.</param>
/// <param name="LastRows">For a row that has not as many fields as the first.</param>
internal sealed record TableAdvice(string Missing, string NotFinite, string NoNumber, string LastRows)
{
    private const string Plain = "Write it with a decimal point and without unit", Rows = " If the last rows are no data, ";

    /// <summary>For readers that take all of <see cref="CsvOptions"/>.</summary>
    public static readonly TableAdvice WholeFile = new(
        "Fill in a number, or say with Missing what to do: drop the row, interpolate, carry forward.",
        "Fill in a number, or name it among MissingMarks and set Missing.",
        $"{Plain}, read other columns, or name it among MissingMarks if it stands for a missing value.",
        $"{Rows}leave them out with FooterRows.");

    /// <summary>For <see cref="CsvSource"/>, which fills no gaps and does not read from the end.</summary>
    public static readonly TableAdvice Source = new(
        "Fill in a number, or remove the row.",
        "Fill in a number, or remove the row.",
        $"{Plain}, read other columns, or remove the row if it stands for a missing value.",
        $"{Rows}remove them.");

    /// <summary>For <see cref="SeriesTable"/>, whose series end where values are missing.</summary>
    public static readonly TableAdvice Series = WholeFile with
    {
        NotFinite = "Fill in a number, or name it among MissingMarks if the series has ended there.",
        NoNumber = $"{Plain}, or name it among MissingMarks if the series has ended there.",
    };

    /// <summary>For <see cref="Tsv"/>, which has no <see cref="TableOptions"/>.</summary>
    public static readonly TableAdvice Texts = WholeFile with { LastRows = $"{Rows}remove them." };
}
