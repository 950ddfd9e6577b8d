using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LstmGen.Bench.Peers.Report;

/// <summary>
/// What is measured of whole processes: the start, the first training steps, trainings from start to end, memory, builds.
/// </summary>
internal sealed class ProcessTables(IReadOnlyList<JsonObject> others)
{
    /// <summary>The last record of a peer on a case with the fewest milliseconds or seconds over its numbers of threads.</summary>
    /// <param name="kind">first or whole.</param>
    /// <param name="peer">Its name in records.</param>
    /// <param name="id">The case.</param>
    /// <param name="key">The figure.</param>
    public JsonObject? Best(string kind, string peer, string id, string key) => Of(kind)
        .Where(o => (string?)o["peer"] == peer && (string?)o["id"] == id)
        .GroupBy(o => (int)o["threads"]!).Select(g => g.Last()).MinBy(o => (double)o[key]!);

    /// <summary>Ids of a kind in the order of the records.</summary>
    public IEnumerable<string> Ids(string kind) => Of(kind).Select(o => (string)o["id"]!).Distinct();

    /// <summary>Milliseconds from the start of a process to its first prediction; null where it was not measured.</summary>
    public double? Start(string peer) => (double?)Of("start").LastOrDefault(o => (string?)o["peer"] == peer)?["median_ms"];

    public string Write()
    {
        StringBuilder text = new();
        WriteStart(text, "", "From process start to the first prediction of a loaded 64-unit model");
        WriteStart(text, "/ahead-of-time", "The same in programs compiled ahead of time");
        WriteMemory(text, [.. Of("memory")]);
        if (Of("build").LastOrDefault() is { } build)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{build["models"]} model classes add {build["added_s"]} s to a cold build ({build["without_s"]} s without); "
                + $"the largest emitted model has {build["largest_lines"]} lines.\n\n");
        return text.ToString();
    }

    /// <summary>Tables of the first steps and of whole trainings, where they were measured.</summary>
    public string WriteTables()
    {
        StringBuilder text = new();
        if (Ids("first").Any())
        {
            text.Append(
                "## The first 20 training steps of a fresh process (ms)\n\n"
                + "At the better number of threads. Nothing is warm: code that is compiled at run time counts. "
                + "In brackets: making network, weights and batch before them.\n\n");
            text.Append(
                "| case | LstmGen | libtorch | ratio | first step, LstmGen | libtorch | from process start, LstmGen | libtorch |\n"
                + "|---|---|---|---|---|---|---|---|\n");
            foreach (string id in Ids("first"))
                WriteFirst(text, id);
            text.Append('\n');
        }

        if (Ids("whole").Any())
        {
            text.Append(
                "## Whole trainings (seconds)\n\nFrom process start to the same training loss, from the same weights on the same batches "
                + "in the same order, each at its better number of threads. Dropout draws other masks, so the number of "
                + "epochs may differ.\n\n");
            text.Append(
                "| model | loss at the end | epochs, LstmGen | libtorch | LstmGen | libtorch | ratio | training alone, LstmGen | "
                + "libtorch |\n|---|---|---|---|---|---|---|---|---|\n");
            foreach (string id in Ids("whole"))
                WriteWhole(text, id);
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>How many times as fast as libtorch on a case; NaN where one is missing.</summary>
    public double Ratio(
        string kind, string id, string key) => Best(kind, "lstmgen", id, key) is { } own && Best(kind, "libtorch", id, key) is { } other
        ? (double)other[key]! / (double)own[key]!
        : double.NaN;

    private static string Number(JsonNode? value) => value is null ? "" : Figure.Of((double)value);

    private IEnumerable<JsonObject> Of(string kind) => others.Where(o => (string?)o["kind"] == kind);

    private void WriteFirst(StringBuilder text, string id)
    {
        const string Key = "median_ms";
        JsonObject? own = Best("first", "lstmgen", id, Key), other = Best("first", "libtorch", id, Key);
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {id} | {Number(own?[Key])} ({Number(own?["build_ms"])}) | {Number(other?[Key])} ({Number(other?["build_ms"])}) | "
            + $"{Bold(Ratio("first", id, Key))} ");
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {Number(own?["first_step_ms"])} | {Number(other?["first_step_ms"])} | {Number(own?["from_start_ms"])} | "
            + $"{Number(other?["from_start_ms"])} |\n");
    }

    private void WriteWhole(StringBuilder text, string id)
    {
        const string Key = "total_s";
        JsonObject? own = Best("whole", "lstmgen", id, Key), other = Best("whole", "libtorch", id, Key);
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {id} | {Number(own?["target"])} | {own?["epochs"]} | {other?["epochs"]} | {Number(own?[Key])} | {Number(other?[Key])} | "
            + $"{Bold(Ratio("whole", id, Key))} | {Number(own?["train_s"])} | {Number(other?["train_s"])} |\n");
    }

    private static string Bold(double ratio) => ratio < 1 ? $"**{Figure.Of(ratio)}**" : Figure.Of(ratio);

    private void WriteStart(StringBuilder text, string how, string what)
    {
        if (Start("lstmgen" + how) is not { } own)
            return;
        text.Append(CultureInfo.InvariantCulture, $"{what}: {own} ms");
        if (Start("onnxruntime" + how) is { } onnx)
            text.Append(CultureInfo.InvariantCulture, $"; with ONNX Runtime's C API from .NET {onnx} ms");
        if (Start("libtorch" + how) is { } torch)
            text.Append(CultureInfo.InvariantCulture, $"; with TorchSharp {torch} ms");
        if (Start("dotnet" + how) is { } empty)
            text.Append(CultureInfo.InvariantCulture, $"; a .NET process that does nothing takes {empty} ms");
        text.Append(".\n\n");
    }

    /// <summary>Peak memory of training; of small cases the difference, which is pages of the runtime's own.</summary>
    private static void WriteMemory(StringBuilder text, JsonObject[] records)
    {
        const double Large = 16;
        JsonObject[] large = [.. records.Where(r => (double)r["needed_mb"]! >= Large)], small = [.. records.Except(large)];
        if (large.Length == 0 || small.Length == 0)
            return;
        text.Append(
            CultureInfo.InvariantCulture,
            $"Peak memory of training, beyond a running .NET process, is {large.Min(r => (double)r["ratio"]!)} to "
            + $"{large.Max(r => (double)r["ratio"]!)} times what parameters, gradients, moments, packed weights and buffers need "
            + $"({large.Length} cases from {Large} MB on); smaller cases take up to "
            + $"{small.Max(r => (double)r["taken_mb"]! - (double)r["needed_mb"]!):F1} MB more than they need.\n\n");
    }
}
