using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>Values that stand once for each sequence, and columns beside numbers.</summary>
public class StaticValuesTests
{
    [Fact]
    public void Values_go_with_their_sequences()
    {
        SequenceSet set =
            SequenceSet.FromFeatures([1, 2, 3, 4, 5, 6], 1, [1, 2, 3]).WithStatic([10, 11, 20, 21, 30, 31], 2).WithValues([1, 2, 3]);
        Assert.Equal((2, 1), (set.StaticCount, set.FeatureCount));
        Assert.Equal([20, 21f], set.Static(1).ToArray());
        Assert.Equal([30, 31f], set.Subset([2, 0]).Static(0).ToArray());
        (SequenceSet first, SequenceSet second) = set.Split(0.34);
        Assert.Equal([10, 11f], first.Static(0).ToArray());
        Assert.Equal([30, 31f], second.Static(1).ToArray());
        Assert.Equal([20, 21f], SequenceSet.Join(second, first).Static(0).ToArray());
        Assert.Equal([10, 11f], StandardScaler.Fit(set).Transform(set).Static(0).ToArray());
        Assert.Equal(0, SequenceSet.FromFeatures([1, 2], 1, [2]).Static(0).Length);
    }

    [Fact]
    public void Windows_have_the_values_of_their_series()
    {
        TimeSeries[] series = [new([1, 2, 3], ["x"]), new([4, 5, 6, 7], ["x"])];
        SequenceSet windows = Windows.Over(series, new WindowOptions { Window = 2 }, out int[] origins);
        SequenceSet set = windows.WithStatic([10, 11, 20, 21], 2, origins);
        Assert.Equal([0, 1, 1], origins);
        Assert.Equal([10, 11f], set.Static(0).ToArray());
        Assert.Equal([20, 21f], set.Static(2).ToArray());
        Assert.StartsWith(
            "origins[1] is 1; values has 1 series, 0 to 0.", Error(() => windows.WithStatic([10, 11], 2, origins)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        SequenceSet set = SequenceSet.FromFeatures([1, 2, 3], 1, [1, 2]);
        Assert.StartsWith(
            "values has 3 values for 2 sequences of 2 each. Give exactly 4.", Error(() => set.WithStatic([1, 2, 3], 2)),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Sequence 1, value 0: NaN is not a finite number.", Error(() => set.WithStatic([1, float.NaN])), StringComparison.Ordinal);
        Assert.StartsWith(
            "The set has values per sequence already.", Error(() => set.WithStatic([1, 2]).WithStatic([1, 2])), StringComparison.Ordinal);
        Assert.StartsWith(
            "The sequences are token ids", Error(() => SequenceSet.FromTokens([1, 2], [2]).WithStatic([1])), StringComparison.Ordinal);
        Assert.Contains(
            "1 features per step and 1 per sequence", Error(() => SequenceSet.Join(set.WithStatic([1, 2]), set)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scaler_leaves_columns_of_categories_as_they_are()
    {
        float[] rows = [1, 3, 5, 4, 0, 6, 2, 1, 7];
        StandardScaler scaler = StandardScaler.Fit(rows, 3, 1);
        float[] scaled = scaler.Transform(rows);
        Assert.Equal([3, 0, 1f], new[] { scaled[1], scaled[4], scaled[7] });
        Assert.NotEqual(1f, scaled[0]);
        Assert.Equal(scaled, Scaler.FromMetadata(scaler.ToMetadata()).Transform(rows));
        Assert.Contains(
            "Column 3, which is to stay as it is, is outside 0..2.", Error(() => StandardScaler.Fit(rows, 3, 3)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_series_takes_a_further_column()
    {
        TimeSeries series = new TimeSeries([1, 2, 3], ["sold"]).WithColumn("weekday", [5, 6, 0]);
        Assert.Equal(["sold", "weekday"], series.Columns);
        Assert.Equal([1, 5, 2, 6, 3, 0f], series.Values.ToArray());
        Assert.StartsWith(
            "values has 2 values for 3 rows. Give one per row.", Error(() => series.WithColumn("x", [1, 2])), StringComparison.Ordinal);
    }

    private static string Error(Action action) => Assert.Throws<ArgumentException>(action).Message;
}
