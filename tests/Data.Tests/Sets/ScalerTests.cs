using Xunit;

namespace LstmGen.Data.Tests;

public class ScalerTests
{
    private static readonly float[] Rows = [1, 10, 7, 2, 30, 7, 4, 50, 7, 9, 20, 7];

    [Fact]
    public void Standard_gives_mean_0_and_deviation_1()
    {
        var scaler = StandardScaler.Fit(Rows, 3);
        Assert.Equal([4f, 27.5f, 7f], scaler.Mean.ToArray());
        Assert.Equal((float)Math.Sqrt(((9.0 + 4 + 0 + 25) / 4)), scaler.StandardDeviation[0]);
        Assert.Equal(1f, scaler.StandardDeviation[2]);
        var scaled = (float[])Rows.Clone();
        scaler.TransformInPlace(scaled);
        for (var c = 0; c < 2; c++)
        {
            var column = scaled.Where((_, i) => i % 3 == c).ToArray();
            Assert.Equal(0, column.Average(), 1e-6f);
            Assert.Equal(1, column.Average(x => x * x), 1e-6f);
        }

        Assert.Equal(0f, scaled[2]);
    }

    [Fact]
    public void MinMax_gives_the_range_asked_for()
    {
        var scaler = MinMaxScaler.Fit(Rows, 3, -1, 1);
        for (var column = 0; column < 3; column++)
        {
            var values = Enumerable.Range(0, Rows.Length / 3).Select(row => Rows[row * 3 + column]).ToArray();
            Assert.Equal((values.Min(), values.Max()), (scaler.Minimum[column], scaler.Maximum[column]));
        }

        var scaled = (float[])Rows.Clone();
        scaler.TransformInPlace(scaled);
        Assert.Equal([-1, -1, -1], scaled[..3]);
        Assert.Equal((1f, 1f), (scaled[9], scaled[7]));
        Assert.Equal(-0.75f, scaled[3], 1e-6f);
    }

    [Fact]
    public void Rows_of_all_columns_come_back_in_a_copy()
    {
        var scaler = MinMaxScaler.Fit(Rows, 3, -1, 1);
        float[] scaled = scaler.Transform(Rows), before = [.. scaled];
        float[] back = scaler.InverseRows(scaled);
        Assert.Equal(Rows, back, (a, b) => Math.Abs(a - b) < 1e-5f);
        Assert.Equal(before, scaled);
        Assert.Throws<ArgumentException>(() => scaler.InverseRows(scaled.AsSpan(1)));
    }

    [Fact]
    public void A_range_that_no_float_holds_is_scaled()
    {
        var scaler = MinMaxScaler.Fit([-3e38f, 3e38f], 1);
        Assert.Equal([0, 0.5f, 1], scaler.Transform([-3e38f, 0, 3e38f]));
        Assert.Equal([-3e38f, 0, 3e38f], scaler.Inverse([0, 0.5f, 1]));
        Assert.Equal([1f], Scaler.FromMetadata(scaler.ToMetadata()).Transform([3e38f]));
        Assert.Equal([-1f, 1], StandardScaler.Fit([-3e38f, 3e38f], 1).Transform([-3e38f, 3e38f]));
    }

    [Fact]
    public void A_mean_that_no_float_holds_is_subtracted()
    {
        float[] rows = [1e6f, 1e6f, 1e6f, 1e6f + 0.0625f]; // neighbours: their mean is no float
        var scaler = StandardScaler.Fit(rows, 1);
        foreach (var one in new[] { scaler, Scaler.FromMetadata(scaler.ToMetadata()) })
        {
            float[] scaled = one.Transform(rows);
            Assert.Equal(0, scaled.Average(), 1e-6f);
            Assert.Equal(1, scaled.Average(x => x * x), 1e-6f);
            Assert.Equal(rows, one.Inverse(scaled));
        }
    }

    [Fact]
    public void A_scaler_that_was_stored_with_means_as_floats_is_read()
    {
        var old = new Dictionary<string, string> { ["scaler.kind"] = "standard", ["scaler.mean"] = "0.1 -2", ["scaler.std"] = "2 4" };
        var scaler = (StandardScaler)Scaler.FromMetadata(old);
        Assert.Equal([0.1f, -2], scaler.Mean.ToArray());
        Assert.Equal([0.2f, 1], scaler.Transform([0.5f, 2]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Inverse_undoes_it_also_for_some_columns(bool standard)
    {
        Scaler scaler = standard ? StandardScaler.Fit(Rows, 3) : MinMaxScaler.Fit(Rows, 3, -2, 5);
        var scaled = (float[])Rows.Clone();
        scaler.TransformInPlace(scaled);
        float[] some = [scaled[4], scaled[3], scaled[7], scaled[6]];
        scaler.InverseRowsInPlace(scaled);
        scaler.InverseInPlace(some, [1, 0]);
        Assert.All(Rows.Zip(scaled), p => Assert.Equal(p.First, p.Second, 1e-5f));
        Assert.All(new float[] { 30, 2, 50, 4 }.Zip(some), p => Assert.Equal(p.First, p.Second, 1e-5f));
    }

    [Fact]
    public void A_forecast_of_several_steps_of_one_column_is_not_taken_for_a_row_of_several_columns()
    {
        var scaler = StandardScaler.Fit(Rows, 3);
        float[] forecast = [10, 20, 30];
        scaler.TransformInPlace(forecast, 1);
        Assert.Contains("Inverse(values, column)", Message(() => scaler.Inverse(forecast)));
        scaler.InverseInPlace(forecast, 1);
        Assert.All(forecast.Zip([10f, 20, 30]), p => Assert.Equal(p.Second, p.First, 1e-5f));
        Assert.Contains("Column 3 is outside", Message(() => scaler.Inverse(forecast, 3)));
        var single = StandardScaler.Fit(Rows, 1);
        single.TransformInPlace(forecast);
        single.InverseInPlace(forecast);
        Assert.Equal(20f, forecast[1], 1e-5f);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Metadata_gives_back_the_same_bits(bool standard)
    {
        float[] rows = [1f / 3, 1e-20f, 0.1f, 3e10f];
        Scaler scaler = standard ? StandardScaler.Fit(rows, 2) : MinMaxScaler.Fit(rows, 2, 0.1f, 0.9f);
        var entries = scaler.ToMetadata("x");
        var again = Scaler.FromMetadata(entries, "x");
        Assert.IsType(scaler.GetType(), again);
        var (a, b) = ((float[])rows.Clone(), (float[])rows.Clone());
        scaler.TransformInPlace(a);
        again.TransformInPlace(b);
        Assert.Equal(a, b);
        Assert.Equal(entries, again.ToMetadata("x"));
    }

    [Fact]
    public void A_set_is_fitted_over_all_steps_and_keeps_shape_and_targets()
    {
        var set = SequenceSet.FromFeatures([[1, 10], [3, 20, 5, 60]], 2).WithClasses([0, 1]);
        var scaler = StandardScaler.Fit(set);
        Assert.Equal([3f, 30f], scaler.Mean.ToArray());
        var scaled = scaler.Transform(set.Take(1..));
        Assert.Equal((5 - 3) / scaler.StandardDeviation[0], scaled.Features(0)[2]);
        Assert.Equal(1, scaled.Targets().Classes(0)[0]);
        Assert.Equal(5, set.Features(1)[2]);
    }

    [Fact]
    public void Malformed_metadata_is_named()
    {
        var entries = StandardScaler.Fit(Rows, 3).ToMetadata();
        Assert.Contains("no entry 'other.kind'", Message(() => Scaler.FromMetadata(entries, "other")));
        entries["scaler.std"] = "1 2";
        Assert.Contains("'scaler.std' has 2 numbers, expected 3", Message(() => Scaler.FromMetadata(entries)));
        entries["scaler.std"] = "1 two 3";
        Assert.Contains("'two' at position 1", Message(() => Scaler.FromMetadata(entries)));
        entries["scaler.kind"] = "robust";
        Assert.Contains("'robust'; known are", Message(() => Scaler.FromMetadata(entries)));
        Assert.Contains("no row to fit", Message(() => StandardScaler.Fit([], 2)));
        Assert.Contains("scaler was fitted on 3", Message(() => StandardScaler.Fit(Rows, 3).Transform(new TimeSeries([1], ["a"]))));
        Assert.Contains("not above low", Message(() => MinMaxScaler.Fit(Rows, 3, 1, 1)));
    }

    [Theory]
    [InlineData(0f, float.PositiveInfinity, "high", "Infinity")]
    [InlineData(0f, float.NaN, "high", "NaN")]
    [InlineData(float.NegativeInfinity, 1f, "low", "-Infinity")]
    [InlineData(float.NegativeInfinity, float.PositiveInfinity, "low", "-Infinity")]
    [InlineData(float.NaN, 1f, "low", "NaN")]
    public void A_range_that_is_not_finite_is_refused(float low, float high, string name, string value)
    {
        SequenceSet set = SequenceSet.FromFeatures([1f, 2, 3], 1, [3]);
        foreach (Action fit in new Action[] { () => MinMaxScaler.Fit([1f, 2, 3], 1, low, high), () => MinMaxScaler.Fit(set, low, high) })
        {
            ArgumentException error = Assert.Throws<ArgumentException>(fit);
            Assert.Equal(name, error.ParamName);
            Assert.StartsWith($"{name} is {value}; give a finite number", error.Message, StringComparison.Ordinal);
        }

        var entries = MinMaxScaler.Fit([1f, 2, 3], 1).ToMetadata();
        entries["scaler.range"] = "0 Infinity";
        Assert.Contains("is not a number", Message(() => Scaler.FromMetadata(entries)));
    }

    [Fact]
    public void The_widest_bounds_and_values_stay_finite()
    {
        float[] rows = [-float.MaxValue, 0, float.MaxValue];
        MinMaxScaler scaler = MinMaxScaler.Fit(rows, 1, -float.MaxValue, float.MaxValue);
        Assert.Equal(rows, scaler.Transform(rows));
        Assert.Equal(rows, scaler.Inverse(rows));
        Assert.All(StandardScaler.Fit(rows, 1).Transform(rows), value => Assert.True(float.IsFinite(value)));
    }

    private static string Message(Action act) => Assert.Throws<ArgumentException>(act).Message;
}
