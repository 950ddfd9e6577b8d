namespace LstmGen.Data;

/// <summary>Fills missing values (NaN) of one variable from those before and after them.</summary>
internal static class Gaps
{
    /// <summary>Fills every <paramref name="stride"/>th value from <paramref name="first"/> on, <paramref name="count"/> of them.</summary>
    /// <param name="values">The values.</param>
    /// <param name="first">Place of the variable's first value.</param>
    /// <param name="stride">Distance of its values.</param>
    /// <param name="count">Number of its values.</param>
    /// <param name="missing">Interpolate or carry forward.</param>
    /// <param name="times">The time of each value; empty = they are equally far apart.</param>
    /// <returns>The step that cannot be filled and on which side of it a value is wanting, or null.</returns>
    public static (int Step, string Side)? Fill(
        Span<float> values, int first, int stride, int count, MissingValues missing, ReadOnlySpan<DateTime> times = default)
    {
        var before = -1;
        for (var step = 0; step < count; step++)
        {
            if (!float.IsNaN(values[first + step * stride]))
            {
                before = step;
                continue;
            }

            var after = step + 1;
            while (after < count && float.IsNaN(values[first + after * stride]))
                after++;
            if (before < 0 || (after == count && missing == MissingValues.Interpolate))
                return (step, before < 0 ? "before" : "after");
            double from = values[first + before * stride];
            double rise = missing == MissingValues.CarryForward ? 0 : values[first + after * stride] - from;
            for (; step < after; step++)
                values[first + step * stride] = (float)(from + (rise == 0 ? 0 : rise * Share(before, after, step, times)));
            step--;
        }

        return null;
    }

    private static double Share(int before, int after, int step, ReadOnlySpan<DateTime> times) =>
        times.IsEmpty || times[after] == times[before] ? (step - before) / (double)(after - before)
            : (times[step] - times[before]) / (times[after] - times[before]);
}
