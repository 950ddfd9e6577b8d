using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LstmGen.Bench.Peers.Grid;

namespace LstmGen.Bench.Peers.Suite;

/// <summary>Records, one line of JSON each; a run that was broken off goes on where it stopped.</summary>
internal sealed class ResultFile
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly string _path;
    private readonly HashSet<string> _done = [];

    public ResultFile(string path)
    {
        _path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (!File.Exists(path))
            return;
        foreach (string line in File.ReadLines(path))
        {
            if (JsonNode.Parse(line) is not JsonObject { } r || !r.ContainsKey("mode"))
                continue;
            if ((bool?)r["external"] == true)
                _done.Add($"external {r["id"]}");
            else
                _done.Add($"{r["peer"]}/{r["label"]} {r["id"]} {r["mode"]} {r["threads"]}");
        }
    }

    /// <summary>Whether there is a record; <paramref name="peer"/> is name and label, joined by a slash.</summary>
    public bool Has(string peer, BenchCase c, string mode, int threads) => _done.Contains($"{peer} {c.Id} {mode} {threads}");

    /// <summary>Whether there is any record of an external peer's on the case.</summary>
    public bool HasExternal(BenchCase c) => _done.Contains("external " + c.Id);

    public void Append(JsonObject record) => File.AppendAllText(_path, record.ToJsonString(Plain) + "\n");

    /// <summary>
    /// A record with the keys that all peers share, <paramref name="self"/> with name, version and label; times in milliseconds, of streams
    /// in microseconds a step.
    /// </summary>
    public static JsonObject Record(JsonObject self, BenchCase c, string mode, int threads, Samples samples, JsonObject memory)
    {
        JsonObject record = new()
        {
            ["peer"] = self["peer"]!.DeepClone(), ["version"] = self["version"]!.DeepClone(), ["label"] = self["label"]!.DeepClone(),
            ["mode"] = mode, ["threads"] = threads,
        };
        foreach (var (key, value) in JsonSerializer.SerializeToNode(c)!.AsObject())
            record[key] = value?.DeepClone();
        double median = samples.Median, rows = mode == "stream" ? 1 : c.Batch;
        (string unit, double factor) = mode == "stream" ? ("us_step", 1e3) : ("ms", 1);
        record["min_" + unit] = Round(samples.Least * factor);
        record["median_" + unit] = Round(median * factor);
        record["n"] = samples.Count;
        record["n_clean"] = samples.CleanCount;
        record["samples_per_s"] = Round(rows / median * 1e3);
        if (samples.Peak is { } peak)
            record["fma_gflops"] = Round(peak);
        foreach (var (key, value) in memory)
            record[key] = value?.DeepClone();
        return record;
    }

    private static double Round(double value) =>
        value == 0
            ? 0
            : double.Parse(
                value.ToString("G6", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
