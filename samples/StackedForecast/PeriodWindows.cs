using LstmGen.Data;

namespace LstmGen.Samples.StackedForecast;

/// <summary>
/// Windows of a series with a period: per row the level less the latest level, the place in the period as a point on a circle, then other
/// columns.
/// </summary>
/// <param name="series">The level, then other columns; all scaled.</param>
/// <param name="window">Rows of a window.</param>
/// <param name="phase">A row's place in the period, from 0 to 1.</param>
internal sealed class PeriodWindows(TimeSeries series, int window, Func<int, float> phase)
{
    /// <summary>Rows predicted.</summary>
    public const int Ahead = Declared.Ahead;

    /// <summary>Channels of a window.</summary>
    public int Channels => series.Features + 2;

    /// <summary>All windows whose targets lie in <paramref name="rows"/>; targets are changes from the latest level.</summary>
    public SequenceSet Over(Range rows, int stride = 1)
    {
        (int offset, int count) = rows.GetOffsetAndLength(series.Count);
        var inputs = new List<float[]>();
        var targets = new List<float>();
        for (int row = Math.Max(offset, window); row + Ahead <= offset + count; row += stride)
        {
            inputs.Add(Input(row));
            for (int ahead = 0; ahead < Ahead; ahead++)
                targets.Add(Level(row + ahead) - Level(row - 1));
        }

        return SequenceSet.FromFeatures(inputs, Channels).WithValues([.. targets], Ahead);
    }

    /// <summary>The window before row <paramref name="row"/>, [window, channels].</summary>
    public float[] Input(int row)
    {
        var input = new float[window * Channels];
        for (int t = 0; t < window; t++)
        {
            int at = row - window + t;
            Span<float> step = input.AsSpan(t * Channels, Channels);
            (step[1], step[2]) = MathF.SinCos(phase(at) * MathF.Tau);
            step[0] = Level(at) - Level(row - 1);
            series.Row(at)[1..].CopyTo(step[3..]);
        }

        return input;
    }

    /// <summary>The level of a row.</summary>
    public float Level(int row) => series.Row(row)[0];
}
