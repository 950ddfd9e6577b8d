using System.Text.Json.Nodes;

namespace LstmGen.Bench.Peers.Report;

/// <summary>One record: the median of a peer on one case, mode and number of threads.</summary>
/// <param name="Peer">Who was measured.</param>
/// <param name="Version">The peer's own words.</param>
/// <param name="Label">What was said of the run, such as the settings that it tries.</param>
/// <param name="Id">The case.</param>
/// <param name="Mode">What is done in it: train, infer or stream.</param>
/// <param name="Threads">How many there were.</param>
/// <param name="Median">Milliseconds.</param>
/// <param name="Clean">Samples without another process on the processors.</param>
/// <param name="PeakMb">Peak of the process's memory, MB.</param>
/// <param name="Bytes">Allocated in a step.</param>
/// <param name="Peak">Multiply-add peak of as many threads at the time, GFLOP/s; NaN where it was not measured.</param>
internal sealed record Measurement(
    string Peer, string Version, string Label, string Id, string Mode, int Threads, double Median, int Clean, double PeakMb, long Bytes,
    double Peak)
{
    /// <summary>Whether other load disturbed all but a few samples.</summary>
    public bool Doubtful => Clean < 3;

    /// <summary>
    /// All measurements of the files; of one measured again the last counts. Other records go to <paramref name="others"/>.
    /// </summary>
    public static List<Measurement> Read(IEnumerable<string> files, List<JsonObject> others)
    {
        Dictionary<string, Measurement> found = [];
        foreach (string line in files.SelectMany(File.ReadLines).Where(l => l.Length > 0))
        {
            JsonObject r = JsonNode.Parse(line)!.AsObject();
            if (!r.ContainsKey("mode"))
            {
                others.Add(r);
                continue;
            }

            Measurement m = new(
                Name((string)r["peer"]!), (string?)r["version"] ?? "", (string?)r["label"] ?? "", (string)r["id"]!, (string)r["mode"]!,
                (int)r["threads"]!,
                (double)(r["median_ms"] ?? r["median_us_step"])!, (int?)r["n_clean"] ?? (int)r["n"]!, (double?)r["rss_peak_mb"] ?? 0,
                (long?)r["bytes_per_step"] ?? -1, (double?)r["fma_gflops"] ?? double.NaN);
            found[$"{m.Peer}/{m.Label} {m.Id} {m.Mode} {m.Threads}"] = m;
        }

        return [.. found.Values];
    }

    // Runners of the same library under different names.
    private static string Name(string peer) => peer.StartsWith("onnxruntime", StringComparison.Ordinal) ? "onnxruntime" : peer;
}
