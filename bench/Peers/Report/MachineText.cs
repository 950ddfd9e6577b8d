using System.Globalization;
using System.Text.Json.Nodes;

namespace LstmGen.Bench.Peers.Report;

/// <summary>Which machine, when, and which versions of whom.</summary>
internal sealed class MachineText(IReadOnlyList<Comparison> comparisons, IReadOnlyList<JsonObject> others)
{
    private readonly JsonObject? _machine = others.LastOrDefault(o => (string?)o["kind"] == "machine");

    /// <summary>The best moment of the machine's records on one thread, GFLOP/s.</summary>
    public double Best { get; } = BestOf(others, 1);

    /// <summary>
    /// What the processor keeps up on so many threads: the median of what was measured beside the cases, else the best moment.
    /// </summary>
    public double Peak(int threads)
    {
        double[] beside = [.. comparisons.Select(x => x.OwnAt(threads)?.Peak ?? double.NaN).Where(double.IsFinite).Order()];
        return beside.Length > 0 ? beside[beside.Length / 2] : BestOf(others, threads);
    }

    /// <summary>The processor and its vectors.</summary>
    public string Processor => _machine is not { } m ? "" : string.Create(CultureInfo.InvariantCulture,
        $"{m["processor"]}{(m["family"] is { } family ? $" (family {family} model {m["model"]})" : "")}, {m["processors"]} processors, "
        + $"{m["vector_bits"]}-bit vectors{Units(m)}");

    /// <summary>Every peer that was measured, with its version.</summary>
    public string Peers => string.Join(", ", PeerTitle.Order.Select(Title).Where(t => t.Length > 0));

    /// <summary>Days of the records, the first and the last.</summary>
    public string Date
    {
        get
        {
            string[] days = [.. others.Select(o => (string?)o["date"] ?? "").Where(d => d.Length > 0)
                .Order(StringComparer.Ordinal).Distinct()];
            return days.Length switch { 0 => "", 1 => days[0], _ => $"{days[0]} to {days[^1]}" };
        }
    }

    public string Dotnet => (string?)_machine?["dotnet"] ?? "";

    /// <summary>A peer with its version; empty where it was not measured.</summary>
    public string Title(string peer) => Version(peer) is { } version ? PeerTitle.Of(peer, version) : "";

    /// <inheritdoc cref="Title"/>
    public string ShortTitle(string peer) => Version(peer) is { } version ? PeerTitle.Short(peer, version) : "";

    /// <summary>A paragraph; empty where no machine was recorded.</summary>
    public string Write() => _machine is not { } m ? "" : string.Create(CultureInfo.InvariantCulture,
        $"{Processor}, .NET {Dotnet}, {Date}. Multiply-add peak, measured in registers between the samples (median of the cases that have "
        + $"it): {Peak(1):F0} GFLOP/s on one thread, {Peak(2):F0} on two; {m["fma_gflops_1"]} and {m["fma_gflops_2"]} in the best 0.3 "
        + $"ms.{(Peers.Length > 0 ? $" Peers: {Peers}." : "")}\n\n");

    private static string Units(JsonObject machine) => (int?)machine["vector_bits"] != 512 || machine["half_wide"] is null
        ? ""
        : (bool)machine["half_wide"]! ? " on units of 256 bits" : " on units of 512 bits";

    private static double BestOf(IEnumerable<JsonObject> others, int threads) =>
        others.Max(o => (double?)o[$"fma_gflops_{threads}"]) ?? double.NaN;

    private string? Version(string peer) => comparisons.Select(x => x.Best(peer)?.Version).LastOrDefault(v => v is not null);
}
