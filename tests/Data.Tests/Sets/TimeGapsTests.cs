using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>Times of a series: they rise, and what windows do where some are missing.</summary>
public class TimeGapsTests
{
    private static readonly DateTime Start = new(2024, 3, 1);

    [Theory]
    [InlineData("0 2 1 3", "Row 2 is at 2024-03-01 01:00:00, and row 1 at 2024-03-01 02:00:00")]
    [InlineData("0 1 1", "Row 2 is at 2024-03-01 01:00:00, and row 1 at 2024-03-01 01:00:00")]
    public void Times_that_do_not_rise_are_an_error(string hours, string said)
    {
        var error = Assert.Throws<ArgumentException>(() => Series(hours));
        Assert.Equal("times", error.ParamName);
        Assert.StartsWith(said, error.Message, StringComparison.Ordinal);
        Assert.Contains("CsvOptions.TimeOrder", error.Message, StringComparison.Ordinal);
        TimeSeries kept = Series(hours, inAnyOrder: true);
        Assert.Equal(kept.Times, kept.WithColumn("b", new float[kept.Count]).Times);
        Assert.Equal(kept.Times, StandardScaler.Fit(kept.Values, 1).Transform(kept).Times);
    }

    [Fact]
    public void A_reader_that_keeps_the_order_of_its_file_gives_it()
    {
        using var file = new TempFile("t,v\n2024-03-02,1\n2024-03-01,2\n2024-03-01,3\n");
        TimeSeries series = CsvSeries.Read(
            file.Path, new CsvOptions { TimeColumn = "t", TimeOrder = TimeOrder.AsWritten, RepeatedTimes = RepeatedTimes.Keep });
        Assert.Equal([Start.AddDays(1), Start, Start], series.Times!);
    }

    [Fact]
    public void Windows_reach_over_missing_times_until_an_option_says_otherwise()
    {
        TimeSeries series = Series("0 1 2 3 7 8 9 10");
        Assert.Equal(6, Windows.Over(series, new WindowOptions { Window = 2 }).Count);
        var error = Assert.Throws<ArgumentException>(
            () => Windows.Over(series, new WindowOptions { Window = 2, TimeGaps = TimeGaps.Refuse }));
        Assert.StartsWith(
            "Row 4 is at 2024-03-01 07:00:00, 04:00:00 after row 3 at 2024-03-01 03:00:00; the usual step is 01:00:00.", error.Message,
            StringComparison.Ordinal);
        Assert.Contains("TimeGaps.LeaveOut", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, Windows.Over(series, new WindowOptions { Window = 2, TimeGaps = TimeGaps.Refuse, Rows = ..4 }).Count);
        Assert.Equal(2, Windows.Over(series, new WindowOptions { Window = 2, TimeGaps = TimeGaps.Refuse, Rows = 4.. }).Count);
        Assert.Throws<ArgumentException>(
            () => Windows.Over(series, new WindowOptions { Window = 2, TimeGaps = TimeGaps.Refuse, Rows = 4.., LookBack = true }));
    }

    [Theory]
    [InlineData(WindowTarget.Ahead, 1, 0, "0 1 4 5")]
    [InlineData(WindowTarget.Ahead, 2, 0, "0 4")]
    [InlineData(WindowTarget.Ahead, 1, 1, "0 4")]
    [InlineData(WindowTarget.NextStep, 1, 0, "0 1 4 5")]
    [InlineData(WindowTarget.Reconstruction, 1, 0, "0 1 2 4 5 6")]
    [InlineData(WindowTarget.None, 1, 0, "0 1 2 4 5 6")]
    public void Windows_that_reach_over_a_gap_with_their_targets_are_left_out(WindowTarget target, int horizon, int gap, string rows)
    {
        TimeSeries series = Series("0 1 2 3 7 8 9 10");
        SequenceSet set = Windows.Over(series, new WindowOptions
        {
            Window = 2, Horizon = horizon, Gap = gap, Target = target, TimeGaps = TimeGaps.LeaveOut,
        });
        float[] starts = [.. Enumerable.Range(0, set.Count).Select(i => set.Features(i)[0])];
        Assert.Equal(rows, string.Join(' ', starts));
        if (target == WindowTarget.None)
            return;
        float ahead = target switch { WindowTarget.Ahead => 2 + gap, WindowTarget.NextStep => 1, _ => 0 };
        Assert.Equal(starts.Select(start => start + ahead), Enumerable.Range(0, set.Count).Select(i => set.Targets().Values(i)[0]));
    }

    // Months are of 28 to 31 days; a day where the clock is put forward has 23 hours.
    [Fact]
    public void Steps_that_differ_a_little_are_no_gaps()
    {
        DateTime[] months = [.. Enumerable.Range(0, 24).Select(month => Start.AddMonths(month))];
        var series = new TimeSeries(new float[24], ["a"], months);
        Assert.Equal(23, Windows.Over(series, new WindowOptions { Window = 1, TimeGaps = TimeGaps.Refuse }).Count);
        var without = new TimeSeries(new float[23], ["a"], [.. months.Where((_, i) => i != 9)]);
        Assert.Contains("Row 9 is at", Assert.Throws<ArgumentException>(
            () => Windows.Over(without, new WindowOptions { Window = 1, TimeGaps = TimeGaps.Refuse })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_done_is_said()
    {
        var options = new WindowOptions { Window = 3, TimeGaps = TimeGaps.LeaveOut };
        Assert.Contains(
            "the series has no times",
            Assert.Throws<ArgumentException>(() => Windows.Over(new TimeSeries(new float[9], ["a"]), options)).Message,
            StringComparison.Ordinal);
        TimeSeries torn = Series("0 1 2 10 11 12 20 21"), whole = Series("0 1 2 3 4");
        Assert.Contains(
            "Each window of 4 rows, its targets included, reaches over missing time",
            Assert.Throws<ArgumentException>(() => Windows.Over(torn, options)).Message, StringComparison.Ordinal);
        Assert.Equal(2, Windows.Over([torn, whole], options, out int[] origins, skipShort: true).Count);
        Assert.Equal([1, 1], origins);
        Assert.Contains(
            "series[0]: Each window", Assert.Throws<ArgumentException>(() => Windows.Over([torn, whole], options, out _)).Message,
            StringComparison.Ordinal);
        Assert.Contains("TimeGaps", Assert.Throws<ArgumentException>(() => new CsvSource(["a.csv"], new CsvSourceOptions
        {
            Features = ["a"], Windows = options,
        })).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => Windows.Over(whole, options with { TimeGaps = (TimeGaps)7 }));
    }

    // A state is handed from one window to the next, and not over a gap.
    [Theory]
    [InlineData("0 1 2 3 4", 1)]
    [InlineData("0 1 2 9 10 11 12", 0)]
    public void Windows_between_which_some_are_left_out_do_not_follow_one_another(string hours, int streams) => Assert.Equal(
        streams,
        Windows.Over(Series(hours), new WindowOptions { Window = 2, Stride = 2, Target = WindowTarget.None, TimeGaps = TimeGaps.LeaveOut })
            .Streams);

    // Row r holds r.
    private static TimeSeries Series(string hours, bool inAnyOrder = false)
    {
        DateTime[] times = [.. hours.Split(' ').Select(hour => Start.AddHours(int.Parse(hour, null)))];
        return new TimeSeries([.. Enumerable.Range(0, times.Length).Select(row => (float)row)], ["a"], times, inAnyOrder);
    }
}
