using Xunit;

namespace LstmGen.Data.Tests;

public class WindowsTests
{
    // Row r holds r and 100 + r.
    private static TimeSeries Series(int rows) =>
        new([.. Enumerable.Range(0, rows).SelectMany(r => new float[] { r, 100 + r })], ["a", "b"]);

    [Theory]
    [InlineData(20, 5, 1, 1)]
    [InlineData(20, 5, 3, 2)]
    [InlineData(21, 4, 2, 7)]
    [InlineData(6, 5, 1, 3)]
    public void Windows_agree_with_a_naive_loop(int rows, int window, int horizon, int stride)
    {
        var set = Windows.Over(Series(rows), window, horizon, stride, "b");
        var i = 0;
        for (var s = 0; s + window + horizon <= rows; s += stride, i++)
        {
            Assert.Equal([.. Enumerable.Range(s, window).SelectMany(r => new float[] { r, 100 + r })], set.Features(i).ToArray());
            Assert.Equal([.. Enumerable.Range(s + window, horizon).Select(r => 100f + r)], set.Targets().Values(i).ToArray());
        }

        Assert.Equal(i, set.Count);
        Assert.Equal(horizon, set.Targets().Width);
    }

    [Fact]
    public void All_columns_are_targets_where_none_is_named()
    {
        var set = Windows.Over(Series(10), 3, 2);
        Assert.Equal([4, 104, 5, 105], set.Targets().Values(1).ToArray());
        Assert.Equal(4, set.Targets().Width);
    }

    [Fact]
    public void A_gap_predicts_further_ahead()
    {
        var set = Windows.Over(Series(10), new WindowOptions { Window = 3, Gap = 4, TargetColumns = [0] });
        Assert.Equal(3, set.Count);
        Assert.Equal([9], set.Targets().Values(2).ToArray());
    }

    [Fact]
    public void Parts_of_a_split_share_no_target_and_look_back_only_where_asked()
    {
        var series = Series(30);
        var strict = Windows.Over(series, new WindowOptions { Window = 4, Horizon = 2, Rows = 10..20 });
        Assert.Equal(10, strict.Features(0)[0]);
        Assert.Equal([18, 118, 19, 119], strict.Targets().Values(strict.Count - 1).ToArray());
        var back = Windows.Over(series, new WindowOptions { Window = 4, Horizon = 2, Rows = 10..20, LookBack = true });
        Assert.Equal(6, back.Features(0)[0]);
        Assert.Equal([10, 110, 11, 111], back.Targets().Values(0).ToArray());
        Assert.Equal(10 - 2 + 1, back.Count);
    }

    [Fact]
    public void Step_targets_are_the_next_row_or_the_same_row()
    {
        var next = Windows.Over(Series(6), new WindowOptions { Window = 3, Target = WindowTarget.NextStep, TargetColumns = [1] });
        Assert.Equal(3, next.Count);
        Assert.Equal([103, 104, 105], next.Targets().Values(2).ToArray());
        Assert.Equal(SequenceTargetKind.StepValues, next.Targets().Kind);
        var same = Windows.Over(Series(6), new WindowOptions { Window = 3, Target = WindowTarget.Reconstruction });
        Assert.Equal(4, same.Count);
        Assert.Equal(same.Features(3).ToArray(), same.Targets().Values(3).ToArray());
        Assert.Equal(0, Windows.Over(Series(6), new WindowOptions { Window = 6, Target = WindowTarget.None }).HeadCount);
    }

    [Fact]
    public void Errors_name_what_is_needed()
    {
        Assert.StartsWith(
            "The series has 7 rows, and one window needs 8: Window 5 + Horizon 3. Give a longer series",
            Assert.Throws<ArgumentException>(() => Windows.Over(Series(7), 5, 3)).Message);
        Assert.StartsWith(
            "Rows 10..14 of the series' 30 are 5 rows, and one window needs 9: Window 5 + Gap 3 + Horizon 1. Give",
            Assert.Throws<ArgumentException>(
                () => Windows.Over(Series(30), new WindowOptions { Window = 5, Gap = 3, Rows = 10..15 })).Message);
        Assert.StartsWith(
            "Rows 2..5 of the series' 30 are 4 rows, 5 with those before them that LookBack takes, and one window needs 9: Window 8 + 1",
            Assert.Throws<ArgumentException>(
                () => Windows.Over(Series(30), new WindowOptions
                {
                    Window = 8, Target = WindowTarget.NextStep, Rows = 2..6, LookBack = true,
                })).Message);
        Assert.Contains(
            "no column 'c'; the series has a, b", Assert.Throws<ArgumentException>(() => Windows.Over(Series(7), 2, 1, 1, "c")).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Windows.Over(Series(7), 0));
        Assert.Contains(
            "Row 1, column 'b': NaN", Assert.Throws<ArgumentException>(() => new TimeSeries([1, 2, 3, float.NaN], ["a", "b"])).Message);
    }

    [Theory]
    [InlineData(WindowTarget.Ahead)]
    [InlineData(WindowTarget.NextStep)]
    [InlineData(WindowTarget.None)]
    public void Windows_of_many_series_know_theirs_and_reach_into_no_other(WindowTarget target)
    {
        TimeSeries[] series = [Of(7, 100), Of(3, 200), Of(5, 300)];
        var options = new WindowOptions { Window = 3, Target = target };
        if (target != WindowTarget.None)
            Assert.Contains(
                "series[1]: The series has 3 rows, and one window needs 4",
                Assert.Throws<ArgumentException>(() => Windows.Over(series, options, out _)).Message);
        SequenceSet set = Windows.Over(series, options, out int[] origins, skipShort: true);
        Assert.Equal(set.Count, origins.Length);
        int at = 0;
        foreach (int id in target == WindowTarget.None ? new[] { 0, 1, 2 } : [0, 2])
        {
            SequenceSet alone = Windows.Over(series[id], options);
            for (int i = 0; i < alone.Count; i++, at++)
            {
                Assert.Equal(id, origins[at]);
                Assert.Equal(alone.Features(i), set.Features(at));
                if (target != WindowTarget.None)
                    Assert.Equal(alone.Targets().Values(i), set.Targets().Values(at));
            }
        }

        Assert.Equal(set.Count, at);
        Assert.Contains(
            "None of the 1 series",
            Assert.Throws<ArgumentException>(
                () => Windows.Over([Of(1, 0)], new WindowOptions { Window = 3 }, out _, skipShort: true)).Message);
        Assert.Contains("There are no series", Assert.Throws<ArgumentException>(() => Windows.Over([], options, out _)).Message);
        Assert.Contains(
            "series[1] has the columns b",
            Assert.Throws<ArgumentException>(() => Windows.Over([Of(7, 0), new TimeSeries([1, 2], ["b"])], options, out _)).Message);

        static TimeSeries Of(int rows, int first) => new([.. Enumerable.Range(first, rows).Select(value => (float)value)], ["a"]);
    }

    public static TheoryData<Range, bool> Parts => new()
    {
        { 100.., true }, { 0..100, true }, { 60..100, true }, { ^100.., true }, { ^100..^60, true }, { 40..^20, true }, { ^60..20, true },
        { 60..55, false }, { ^55..^60, false }, { 30..20, false }, { ^20..^30, false }, { ^10..20, false },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_series_shorter_than_the_rows_is_a_short_one(Range rows, bool isShort)
    {
        TimeSeries[] series = [Numbers(75, 100), Numbers(50, 300), Numbers(200, 400)];
        var options = new WindowOptions { Window = 1, Rows = rows, Target = WindowTarget.None };
        if (rows.Equals(^60..20))
            series[2] = series[0]; // of a longer one the rows end before they begin
        else if (!rows.Start.IsFromEnd)
            series[0] = series[2];
        ArgumentException error = Assert.Throws<ArgumentException>(() => Windows.Over(series[1..], options, out _));
        Assert.Equal("series", error.ParamName);
        Assert.StartsWith($"series[0]: options.Rows is {rows}, from ", error.Message, StringComparison.Ordinal);
        Assert.Equal(isShort, error.Message.Contains("Or set skipShort.", StringComparison.Ordinal));
        if (isShort)
        {
            SequenceSet set = Windows.Over(series[1..], options, out int[] origins, skipShort: true);
            Assert.Equal(Windows.Over(series[2], options).Count, set.Count);
            Assert.All(origins, origin => Assert.Equal(1, origin));
            Assert.Contains(
                "None of the 1 series is long enough",
                Assert.Throws<ArgumentException>(() => Windows.Over(series[1..2], options, out _, skipShort: true)).Message);
        }
        else
        {
            error = Assert.Throws<ArgumentException>(() => Windows.Over(series[1..], options, out _, skipShort: true));
            Assert.StartsWith($"series[0]: options.Rows is {rows}, from ", error.Message, StringComparison.Ordinal);
        }

        static TimeSeries Numbers(int count, int first) => new([.. Enumerable.Range(first, count).Select(value => (float)value)], ["a"]);
    }
}
