namespace LstmGen.Data;

/// <summary>Where time is missing between the rows of a series.</summary>
internal sealed class TimeSteps
{
    private readonly int[] _gaps; // before each row, from the first of the series on

    private TimeSteps(IReadOnlyList<DateTime> times)
    {
        var steps = new long[Math.Max(times.Count - 1, 0)];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = (times[i + 1] - times[i]).Ticks;
        var sorted = steps.ToArray();
        Array.Sort(sorted);
        var usual = sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
        Usual = TimeSpan.FromTicks(usual);
        _gaps = new int[times.Count];
        for (var i = 0; i < steps.Length; i++)
            _gaps[i + 1] = _gaps[i] + (steps[i] <= 0 || steps[i] > usual + (usual / 2) ? 1 : 0);
    }

    /// <summary>The median of all steps.</summary>
    public TimeSpan Usual { get; }

    /// <exception cref="ArgumentException">The series has no times.</exception>
    public static TimeSteps Of(TimeSeries series) => new(series.Times ?? throw new ArgumentException(
        "TimeGaps is set, and the series has no times. Read it with a TimeColumn, give its times, or leave TimeGaps out.", nameof(series)));

    /// <summary>Whether time is missing between two of <paramref name="count"/> rows.</summary>
    public bool HasGap(int first, long count) => _gaps[(int)(first + count - 1)] > _gaps[first];

    /// <summary>Throws where time is missing between two of <paramref name="count"/> rows of the series that this is of.</summary>
    /// <exception cref="ArgumentException">It is; the message names the rows.</exception>
    public void RequireNone(TimeSeries series, int first, int count)
    {
        for (var row = first + 1; row < first + count; row++)
        {
            if (_gaps[row] == _gaps[row - 1])
                continue;
            var (before, at) = (series.Times![row - 1], series.Times[row]);
            throw new ArgumentException(
                $"Row {row} is at {Text(at)}, {at - before:c} after row {row - 1} at {Text(before)}; the usual step is {Usual:c}. Fill in "
                    + "the rows, or set TimeGaps = TimeGaps.LeaveOut to leave out the windows that reach over a gap.", nameof(series));
        }
    }

    /// <summary>A time as messages show it.</summary>
    public static string Text(DateTime time) =>
        time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", System.Globalization.CultureInfo.InvariantCulture);
}
