using System.Globalization;
using System.Text.Json;

namespace LstmGen.Data;

/// <summary>A span of time that holds an anomaly, ends included.</summary>
/// <param name="Start">First time.</param>
/// <param name="End">Last time.</param>
public readonly record struct AnomalyWindow(DateTime Start, DateTime End);

/// <summary>
/// Reads the labels of the Numenta Anomaly Benchmark: <c>combined_windows.json</c> (pairs of times per series) and
/// <c>combined_labels.json</c> (single times). The key is the series' path, such as <c>realKnownCause/nyc_taxi.csv</c>.
/// </summary>
public static class NabLabels
{
    /// <summary>Reads windows by series; a single time is a window of its own.</summary>
    /// <exception cref="DataFormatException">The file is missing or not of this form.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<AnomalyWindow>> Read(string path)
    {
        using var document = Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw Malformed(path, "the file");
        var labels = new Dictionary<string, IReadOnlyList<AnomalyWindow>>();
        foreach (var series in document.RootElement.EnumerateObject())
        {
            if (series.Value.ValueKind != JsonValueKind.Array)
                throw Malformed(path, series.Name);
            var windows = new List<AnomalyWindow>();
            foreach (var item in series.Value.EnumerateArray())
                windows.Add(Window(item, path, series.Name));
            labels[series.Name] = windows;
        }

        return labels;
    }

    private static AnomalyWindow Window(JsonElement item, string path, string series)
    {
        if (item.ValueKind != JsonValueKind.Array)
            return new AnomalyWindow(Time(item, path, series), Time(item, path, series));
        if (item.GetArrayLength() != 2)
            throw Malformed(path, series);
        var window = new AnomalyWindow(Time(item[0], path, series), Time(item[1], path, series));
        return window.End >= window.Start ? window : throw new DataFormatException(
            path, 0, null, $"{series}: the window that starts at {window.Start:yyyy-MM-dd HH:mm:ss} ends before. Swap the two times.");
    }

    private static DateTime Time(JsonElement item, string path, string series) =>
        item.ValueKind == JsonValueKind.String
        && DateTime.TryParse(item.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw Malformed(path, series);

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(TextFile.ReadAll(path));
        }
        catch (JsonException e)
        {
            throw new DataFormatException(path, (int)(e.LineNumber ?? -1) + 1, null, "the file is not JSON here. Get it again.", e);
        }
    }

    private static DataFormatException Malformed(string path, string what) => new(
        path, 0, null, $"{what}: expected a list of times or of [start, end] pairs such as \"2014-11-01 19:00:00\" per series.");
}
