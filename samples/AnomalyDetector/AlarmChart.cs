using LstmGen.Reporting;

namespace LstmGen.Samples.AnomalyDetector;

/// <summary>A series, what of it lies in labelled windows, and the alarms.</summary>
internal static class AlarmChart
{
    public static LineChart Draw(Readings readings, IReadOnlyList<Alarm> alarms, string subtitle)
    {
        double[] values = [.. readings.Series.Values.ToArray().Select(value => (double)value)];
        bool[] inside = [.. values.Select((_, row) => readings.Windows.Any(window => Readings.Inside(row, window)))];
        return new LineChart
        {
            Title = readings.Name,
            Subtitle = $"{subtitle}; dashed: alarms",
            Series = [Part("reading", labelled: false),
                .. readings.Windows.Count > 0 ? [Part("in a labelled window", labelled: true)] : Array.Empty<Series>()],
            Marks = [.. alarms.Select(alarm => new Mark(alarm.Row + 1, ""))],
            XLabel = "row",
        };

        // What is no number leaves a gap.
        Series Part(string name, bool labelled) =>
            new(name, [.. values.Select((value, row) => inside[row] == labelled ? value : double.NaN)]);
    }
}
