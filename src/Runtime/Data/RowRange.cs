namespace LstmGen.Data;

/// <summary>How many rows a range needs.</summary>
internal static class RowRange
{
    /// <summary>Whether a series has fewer rows than the range needs, so that a longer one would do.</summary>
    public static bool IsLongerThan(Range range, int rows) => rows < Least(range) && Fits(range, Least(range));

    // The rows with which the range lies inside, if its ends are in order then.
    private static long Least(Range range) => range is { Start.IsFromEnd: false, End.IsFromEnd: true }
        ? (long)range.Start.Value + range.End.Value
        : Math.Max(range.Start.Value, range.End.Value);

    private static bool Fits(Range range, long rows) => Place(range.Start, rows) <= Place(range.End, rows);

    private static long Place(Index index, long rows) => index.IsFromEnd ? rows - index.Value : index.Value;
}
