using LstmGen.Data;

namespace LstmGen.Samples.StackedForecast;

/// <summary>Windows of two days: per hour the level less the latest level, and the hour of the day as a point on a circle.</summary>
internal static class DayWindows
{
    /// <summary>Hours predicted.</summary>
    public const int Ahead = 24;

    private const int Window = 48;

    /// <summary>All windows whose targets lie in <paramref name="rows"/>; targets are changes from the latest level.</summary>
    public static SequenceSet Over(TimeSeries series, Range rows, int stride = 1)
    {
        (int offset, int count) = rows.GetOffsetAndLength(series.Count);
        var inputs = new List<float[]>();
        var targets = new List<float>();
        for (int row = Math.Max(offset, Window); row + Ahead <= offset + count; row += stride)
        {
            inputs.Add(Input(series, row));
            for (int hour = 0; hour < Ahead; hour++)
                targets.Add(series.Values[row + hour] - series.Values[row - 1]);
        }

        return SequenceSet.FromFeatures(inputs, 3).WithValues([.. targets], Ahead);
    }

    /// <summary>The window before row <paramref name="row"/>, [48, 3].</summary>
    public static float[] Input(TimeSeries series, int row)
    {
        var input = new float[Window * 3];
        for (int t = 0; t < Window; t++)
        {
            int at = row - Window + t;
            (float sin, float cos) = MathF.SinCos(series.Times![at].Hour * MathF.Tau / 24);
            input[3 * t] = series.Values[at] - series.Values[row - 1];
            input[3 * t + 1] = sin;
            input[3 * t + 2] = cos;
        }

        return input;
    }
}
