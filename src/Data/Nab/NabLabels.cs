using System.Text;

namespace LstmGen.Data;

/// <summary>
/// Reads the labels of the Numenta Anomaly Benchmark: <c>combined_windows.json</c> (pairs of times per series) and
/// <c>combined_labels.json</c> (single times). The key is the series' path, such as <c>realKnownCause/nyc_taxi.csv</c>.
/// </summary>
public static class NabLabels
{
    /// <summary>Reads windows by series; a single time is a window of its own.</summary>
    /// <exception cref="DataFormatException">
    /// The file is missing, no JSON, or not of this form: a key stands twice or is no text, a time is none of ISO 8601 without a
    /// zone, or a window ends before it starts.
    /// </exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<AnomalyWindow>> Read(string path) =>
        new NabLabelReader(path, Encoding.UTF8.GetBytes(TextFile.ReadAll(path, "the benchmark's labels, combined_windows.json"))).Read();
}
