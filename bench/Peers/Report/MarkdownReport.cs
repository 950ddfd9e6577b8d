using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LstmGen.Bench.Peers.Report;

/// <summary>The comparisons as Markdown: a summary by size, then every case, the slower ones in bold.</summary>
internal sealed class MarkdownReport(IReadOnlyList<Comparison> comparisons, IReadOnlyList<JsonObject> others)
{
    private static readonly Dictionary<string, string> s_titles = new()
    {
        ["train"] = "Training step (ms): zero gradients, forward, loss, backward, clip to norm 1, Adam",
        ["infer"] = "Inference of a batch (ms)",
        ["stream"] = "Streaming, one step of one sequence (µs)",
    };

    private readonly double _peak = Peak(comparisons, others, 1), _peakOfTwo = Peak(comparisons, others, 2), _best = Best(others, 1);
    private readonly JsonObject? _machine = others.LastOrDefault(o => (string?)o["kind"] == "machine");

    public string Write(bool everyCase)
    {
        StringBuilder text = new();
        WriteMachine(text);
        WriteSummary(text);
        foreach (string mode in everyCase ? s_titles.Keys : Enumerable.Empty<string>())
            WriteCases(text, mode);
        return text.ToString();
    }

    private void WriteMachine(StringBuilder text)
    {
        if (_machine is { } m)
            text.Append(CultureInfo.InvariantCulture, $"{m["processor"]}, {m["processors"]} processors, .NET {m["dotnet"]}, {m["vector_bits"]}-bit vectors. Multiply-add peak, measured in registers between the samples (median of the cases that have it): {_peak:F0} GFLOP/s on one thread, {_peakOfTwo:F0} on two; {m["fma_gflops_1"]} and {m["fma_gflops_2"]} in the best 0.3 ms. Peers: {string.Join(", ", m["peers"]!.AsArray())}.\n\n");
        WriteStart(text, "", "From process start to the first prediction of a loaded 64-unit model");
        WriteStart(text, "/ahead-of-time", "The same in programs compiled ahead of time");
        WriteMemory(text, [.. others.Where(o => (string?)o["kind"] == "memory")]);
        if (others.LastOrDefault(o => (string?)o["kind"] == "build") is { } build)
            text.Append(CultureInfo.InvariantCulture, $"{build["models"]} model classes add {build["added_s"]} s to a cold build ({build["without_s"]} s without); the largest emitted model has {build["largest_lines"]} lines.\n\n");
    }

    private void WriteStart(StringBuilder text, string how, string what)
    {
        double? Of(string peer) => (double?)others.LastOrDefault(o => (string?)o["kind"] == "start" && (string?)o["peer"] == peer + how)?["median_ms"];
        if (Of("lstmgen") is not { } own)
            return;
        text.Append(CultureInfo.InvariantCulture, $"{what}: {own} ms");
        if (Of("onnxruntime") is { } onnx)
            text.Append(CultureInfo.InvariantCulture, $"; with ONNX Runtime's C API from .NET {onnx} ms");
        if (Of("dotnet") is { } empty)
            text.Append(CultureInfo.InvariantCulture, $"; a .NET process that does nothing takes {empty} ms");
        text.Append(".\n\n");
    }

    /// <summary>What the processor keeps up: the median of what was measured beside the cases, else the best moment of the machine's record.</summary>
    private static double Peak(IEnumerable<Comparison> comparisons, IEnumerable<JsonObject> others, int threads)
    {
        double[] beside = [.. comparisons.Select(x => x.OwnAt(threads)?.Peak ?? double.NaN).Where(double.IsFinite).Order()];
        return beside.Length > 0 ? beside[beside.Length / 2] : Best(others, threads);
    }

    private static double Best(IEnumerable<JsonObject> others, int threads) => others.Max(o => (double?)o[$"fma_gflops_{threads}"]) ?? double.NaN;

    /// <summary>Peak memory of training; of small cases the difference, which is pages of the runtime's own.</summary>
    private static void WriteMemory(StringBuilder text, JsonObject[] records)
    {
        const double Large = 16;
        JsonObject[] large = [.. records.Where(r => (double)r["needed_mb"]! >= Large)], small = [.. records.Except(large)];
        if (large.Length == 0 || small.Length == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"Peak memory of training, beyond a running .NET process, is {large.Min(r => (double)r["ratio"]!)} to {large.Max(r => (double)r["ratio"]!)} times what parameters, gradients, moments, packed weights and buffers need ({large.Length} cases from {Large} MB on); smaller cases take up to {small.Max(r => (double)r["taken_mb"]! - (double)r["needed_mb"]!):F1} MB more than they need.\n\n");
    }

    /// <summary>By mode and size: geometric mean of the ratios, worst, best, how many reach the target, and for how many the peak allows it.</summary>
    private void WriteSummary(StringBuilder text)
    {
        text.Append("| | units | against | times as fast (geometric mean) | worst to best | target | reached | possible at the peak |\n|---|---|---|---|---|---|---|---|\n");
        foreach ((string mode, string peer) in Targets.All)
        {
            foreach (var group in comparisons.Where(x => x.Mode == mode && double.IsFinite(x.RatioTo(peer)))
                .GroupBy(x => (Targets.Class(x.Case, mode, peer).Units, Target: Targets.Of(x.Case, mode, peer))).OrderBy(g => g.Key.Units))
            {
                double[] ratios = [.. group.Select(x => x.RatioTo(peer))];
                double mean = Math.Exp(ratios.Average(Math.Log));
                text.Append(CultureInfo.InvariantCulture, $"| {mode} | to {group.Key.Units} | {peer} | {Number(mean)} | {Number(ratios.Min())} to {Number(ratios.Max())} | {group.Key.Target} | {ratios.Count(r => r >= group.Key.Target)} of {ratios.Length} | {group.Count(x => x.Bound(peer, _peakOfTwo) >= group.Key.Target)} |\n");
            }
        }

        text.Append("\nPossible at the peak: the target leaves the products alone, on both threads at the multiply-add peak that the processor keeps up, time enough; gates, losses, the optimizer and reading memory take no time there.\n\n");
    }

    private void WriteCases(StringBuilder text, string mode)
    {
        Comparison[] rows = [.. comparisons.Where(x => x.Mode == mode)];
        if (rows.Length == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"## {s_titles[mode]}\n\n");
        text.Append("Each peer at its best of threads and settings (in brackets: threads). Bold: a peer that is faster, and the ratio where it is the rival. ?: fewer than three samples without another process on the processors.\n\n");
        text.Append("| case | LstmGen 1 thread | 2 threads | 2 against 1 | PyTorch | ONNX Runtime | oneDNN | ratio | target | reached | at the peak | GFLOP/s, 1 thread | share of the peak | MB |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (Comparison x in rows)
            WriteCase(text, x);
        text.Append("\noneDNN's training is forward and backward only, without loss, clipping and optimizer. MB: peak of the LstmGen process.\n\n");
    }

    private void WriteCase(StringBuilder text, Comparison x)
    {
        Measurement? one = x.OwnAt(1), two = x.OwnAt(2);
        double scaling = one is not null && two is not null ? one.Median / two.Median : double.NaN;
        string ratio = x.Ratio < 1 ? $"**{Number(x.Ratio)}**" : Number(x.Ratio);
        string reached = double.IsNaN(x.Ratio) ? "" : x.Ratio >= x.Target ? "yes" : "no";
        text.Append(CultureInfo.InvariantCulture, $"| {x.Case.Id} | {Time(one)} | {Time(two)} | {Number(scaling)} | {Peer(x, "torch")} | {Peer(x, "onnxruntime")} | {Peer(x, "onednn")} ");
        text.Append(CultureInfo.InvariantCulture, $"| {ratio} | {x.Target} | {reached} | {Number(x.Bound(Targets.Rival(x.Mode), _peakOfTwo))} | {Number(x.Gflops)} | {(double.IsNaN(x.Share(_best)) ? "" : Number(100 * x.Share(_best)) + " %")} | {(x.Own is { } own ? Number(own.PeakMb) : "")} |\n");
    }

    private static string Peer(Comparison x, string peer)
    {
        if (x.Best(peer) is not { } best)
            return "";
        string time = $"{Time(best)} ({best.Threads})";
        return x.RatioTo(peer) < 1 ? $"**{time}**" : time;
    }

    private static string Time(Measurement? m) => m is null ? "" : Number(m.Median) + (m.Doubtful ? "?" : "");

    private static string Number(double value) => double.IsNaN(value) ? "" : value switch
    {
        >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("F2", CultureInfo.InvariantCulture),
        _ => value.ToString("G3", CultureInfo.InvariantCulture),
    };
}
