namespace LstmGen.Data;

/// <summary>
/// Cuts the rows of a series into training, validation and test part in time order. Cut the rows first and window each
/// part (<see cref="WindowOptions.Rows"/>): windows cut afterwards would share rows across the border.
/// </summary>
public static class TimeSplit
{
    /// <summary>Row ranges by shares; the test part is what the two leave. Counts are rounded down.</summary>
    /// <param name="rows">Rows in the series.</param>
    /// <param name="train">Share of the training part, in (0, 1).</param>
    /// <param name="validation">Share of the validation part, in (0, 1).</param>
    /// <exception cref="ArgumentException">A part would be empty.</exception>
    public static (Range Train, Range Validation, Range Test) ByShare(int rows, double train, double validation) =>
        Cut(rows, train, validation, 0);

    /// <summary>Two row ranges by share: the first <paramref name="train"/> of the rows, and the rest.</summary>
    /// <exception cref="ArgumentException">A part would be empty.</exception>
    public static (Range Train, Range Test) ByShare(int rows, double train)
    {
        var (a, b, _) = Cut(rows, train, null, 0);
        return (a, b);
    }

    /// <summary>Row ranges by counts, from the first row on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is not positive.</exception>
    public static (Range Train, Range Validation, Range Test) ByRows(int train, int validation, int test)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(train);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(validation);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(test);
        long rows = (long)train + validation + test;
        if (rows > int.MaxValue)
            throw new ArgumentOutOfRangeException(
                nameof(test), test, $"train + validation + test = {rows} rows, more than a series has. Give the counts of its parts.");
        return (..train, train..(train + validation), (train + validation)..(int)rows);
    }

    internal static (Range A, Range B, Range C) Cut(int count, double first, double? second, int gap)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gap);
        if (!(first > 0 && first < 1))
            throw new ArgumentException($"The first part's share is {first}; it must lie between 0 and 1.", nameof(first));
        if (second is { } s && !(s > 0 && first + s < 1))
            throw new ArgumentException(
                $"The shares {first} and {s} leave nothing for the third part; their sum must be below 1.", nameof(second));

        // The small addend keeps 0.7 of 10 at 7 where binary fractions give 6.999...
        var endA = (int)Math.Floor(count * first + 1e-9);
        var endB = second is { } share ? (int)Math.Floor(count * (first + share) + 1e-9) : count;
        if (endA <= 0 || !Leaves(gap))
            throw new ArgumentException(
                $"{count} examples cannot be split at {endA}{(second is null ? "" : $" and {endB}")} with a gap of {gap}: "
                + "a part would be empty. Use more data, other shares or a smaller gap.",
                endA > 0 && Leaves(0) ? nameof(gap) : nameof(first));
        return (..endA, (endA + gap)..endB, second is null ? endB..endB : (endB + gap)..count);

        bool Leaves(long between) => endA + between < endB && (second is null || endB + between < count);
    }
}
